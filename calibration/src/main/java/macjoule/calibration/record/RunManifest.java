package macjoule.calibration.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import macjoule.calibration.report.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * The file that says what a run is: by which version, on which host, of what plan, and when.
 *
 * @param version the version of the tool
 * @param host the machine, as it told of itself
 * @param energy what measures energy, or why nothing does
 * @param resumed when the run was taken up again after it had been cut short
 * @param end null while the run is not finished, with the reason beside it
 */
public record RunManifest(
        String schema,
        String version,
        String command,
        ObjectNode host,
        ObjectNode energy,
        Plan plan,
        Instant start,
        List<Instant> resumed,
        @Nullable Instant end,
        @Nullable String endReason) {
    /** The name of the file in a run directory. */
    public static final String FILE = "manifest.json";

    public static final String SCHEMA = "macjoule.manifest/1";
    private static final String UNFINISHED = "the run has not finished";

    public RunManifest {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(energy, "energy");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(start, "start");
        resumed = List.copyOf(resumed);
    }

    /** Of a run about to start. */
    public static RunManifest starting(
            String version, String command, ObjectNode host, ObjectNode energy, Plan plan, Instant start) {
        return new RunManifest(SCHEMA, version, command, host, energy, plan, start, List.of(), null, UNFINISHED);
    }

    /** With more that is known of its sensors. */
    public RunManifest withEnergy(ObjectNode known) {
        return new RunManifest(schema, version, command, host, known, plan, start, resumed, end, endReason);
    }

    public RunManifest finished(Instant when) {
        return new RunManifest(schema, version, command, host, energy, plan, start, resumed, when, null);
    }

    /** Taken up again. */
    public RunManifest resumed(Instant when) {
        List<Instant> all = new ArrayList<>(resumed);
        all.add(when);
        return new RunManifest(schema, version, command, host, energy, plan, start, all, null, UNFINISHED);
    }

    public static RunManifest read(Path directory) {
        return RecordJson.read(directory.resolve(FILE), RunManifest.class, SCHEMA);
    }

    public void write(Path directory) {
        WholeFile.write(directory.resolve(FILE), RecordJson.pretty(this));
    }
}
