package macjoule.calibration.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The measurements of a run, appended fork by fork as they are made. A fork counts once all its windows are written, so a run cut
 * short at any moment goes on with nothing lost and nothing twice.
 */
public final class MeasurementLog implements AutoCloseable {
    /** The name of the file in a run directory. */
    public static final String FILE = "measurements.jsonl";

    private final Appender appender;
    private final Set<Done> done = new HashSet<>();
    private final List<Measurement> measurements = new ArrayList<>();

    private record Done(Unit unit, int fork) {}

    /**
     * What the file holds.
     *
     * @param torn what was left out because the run was cut short while writing it
     */
    public record Content(List<Measurement> measurements, Optional<String> torn, long wholeBytes) {}

    /** Opens the log of a run directory to append to it, as the only one who may. */
    public MeasurementLog(Path directory) {
        Path file = directory.resolve(FILE);
        Content content = read(directory);
        appender = new Appender(file, content.wholeBytes());
        content.measurements().forEach(this::remember);
    }

    /** Whether a fork has been measured; one that failed has not, and may be tried again. */
    public boolean isDone(Unit unit, int fork) {
        return done.contains(new Done(unit, fork));
    }

    /** Whether a fork failed later than the first {@code known} measurements. */
    public boolean hasFailed(Unit unit, int fork, int known) {
        return measurements.subList(Math.min(known, measurements.size()), measurements.size()).stream()
                .anyMatch(one ->
                        one.isFailure() && one.fork() == fork && one.unit().equals(unit));
    }

    /** Appends all windows of one fork, or the one line that says why it failed. */
    public void append(List<Measurement> windowsOfFork) {
        Measurement last = windowsOfFork.get(windowsOfFork.size() - 1);
        if (!last.isLastOfFork() || windowsOfFork.size() != Math.max(1, last.windows())) {
            throw new IllegalArgumentException(windowsOfFork.size() + " of " + last.windows() + " windows");
        }
        appender.append(windowsOfFork);
        windowsOfFork.forEach(this::remember);
    }

    private void remember(Measurement measurement) {
        measurements.add(measurement);
        if (!measurement.isFailure()) {
            done.add(new Done(measurement.unit(), measurement.fork()));
        }
    }

    /** All forks that are complete. */
    public static Content read(Path directory) {
        Path file = directory.resolve(FILE);
        Lines<Measurement> lines = Lines.read(file, Measurement.class);
        List<Measurement> whole = new ArrayList<>();
        int complete = 0;
        for (int i = 0; i < lines.values().size(); i++) {
            if (lines.values().get(i).isLastOfFork()) {
                whole.addAll(lines.values().subList(complete, i + 1));
                complete = i + 1;
            }
        }
        int left = lines.values().size() - complete;
        Optional<String> torn = left == 0 && lines.tornBytes() == 0
                ? Optional.empty()
                : Optional.of(
                        left + " lines and " + lines.tornBytes() + " bytes of a fork cut short left out: " + file);
        return new Content(whole, torn, complete == 0 ? 0 : lines.ends().get(complete - 1));
    }

    @Override
    public void close() {
        appender.close();
    }
}
