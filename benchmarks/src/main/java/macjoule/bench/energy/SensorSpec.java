package macjoule.bench.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.fake.SimulationFile;
import macjoule.bench.energy.nvml.JnaNvml;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.replay.ReplayedNvml;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * Which sensors to measure with: those of this host, a script in their place, or a recording.
 *
 * @param file the script or the recording, null for the host
 */
public record SensorSpec(Provenance provenance, @Nullable Path file) {
    /** The sensors of this host. */
    public static final SensorSpec HOST = new SensorSpec(Provenance.MEASURED, null);

    private static final String HOST_NAME = "host";
    private static final String FAKE = "fake:";
    private static final String REPLAY = "replay:";

    /** Reads {@code host}, {@code fake:FILE} or {@code replay:FILE}. */
    public static SensorSpec parse(String text) {
        if (text.equals(HOST_NAME)) {
            return HOST;
        }
        if (text.startsWith(FAKE)) {
            return new SensorSpec(Provenance.SIMULATED, file(text.substring(FAKE.length())));
        }
        if (text.startsWith(REPLAY)) {
            return new SensorSpec(Provenance.REPLAYED, file(text.substring(REPLAY.length())));
        }
        throw new BadInputException("unknown sensor", text, "give host, fake:FILE or replay:FILE");
    }

    private static Path file(String name) {
        Path file = Path.of(name).toAbsolutePath().normalize();
        if (name.isEmpty() || !Files.isReadable(file)) {
            throw new BadInputException("no such sensor file", name.isEmpty() ? "--sensor" : name, "check the path");
        }
        if (file.toString().contains(";")) {
            throw new BadInputException("a semicolon in a path", file.toString(), "rename the file");
        }
        return file;
    }

    public boolean isHost() {
        return provenance == Provenance.MEASURED;
    }

    /** The way it is written on the command line. */
    @Override
    public String toString() {
        return switch (provenance) {
            case MEASURED -> HOST_NAME;
            case SIMULATED -> FAKE + file;
            case REPLAYED -> REPLAY + file;
        };
    }

    /** A word for folders in which what belongs to one kind of sensor is kept apart from the others. */
    String folderName() {
        return provenance.id();
    }

    /** The management library that answers, not yet started. */
    public Nvml nvml(NanoClock clock) {
        if (file == null) {
            return new JnaNvml();
        }
        return provenance == Provenance.SIMULATED ? SimulationFile.read(file, clock) : ReplayedNvml.read(file, clock);
    }
}
