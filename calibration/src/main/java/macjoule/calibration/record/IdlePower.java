package macjoule.calibration.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the devices of a run drew when idle, and whether that stayed the same, without which joules of one run do not compare. */
public final class IdlePower {
    private static final double MOST_DRIFT = 0.01;

    private final List<IdleReading> readings;

    public IdlePower(List<IdleReading> readings) {
        this.readings = List.copyOf(readings);
    }

    static IdlePower read(Path directory) {
        return new IdlePower(Lines.read(directory.resolve(IdleReading.FILE), IdleReading.class)
                .values());
    }

    /** Keeps a reading once the disk has it. */
    public static void append(Path directory, IdleReading reading) {
        Path file = directory.resolve(IdleReading.FILE);
        List<Long> ends = Lines.read(file, IdleReading.class).ends();
        try (Appender appender = new Appender(file, ends.isEmpty() ? 0 : ends.get(ends.size() - 1))) {
            appender.append(List.of(reading));
        }
    }

    public List<IdleReading> readings() {
        return readings;
    }

    /** The mean of all readings of a device, with the larger of their uncertainties and half their range. */
    @Nullable
    Baseline of(String device) {
        List<IdleReading> known = known(device);
        if (known.isEmpty()) {
            return null;
        }
        double sum = 0;
        double uncertainty = 0;
        for (IdleReading reading : known) {
            sum += watts(reading);
            uncertainty =
                    Math.max(uncertainty, reading.standardUncertainty() == null ? 0 : reading.standardUncertainty());
        }
        return new Baseline(
                sum / known.size(),
                Math.max(uncertainty, range(known) / 2),
                known.stream().allMatch(IdleReading::settled));
    }

    /**
     * Idle power in watts with its standard uncertainty.
     *
     * @param settled whether the device had come to rest each time
     */
    record Baseline(double watts, double standardUncertainty, boolean settled) {}

    /** One line for each device whose idle power moved by more than a hundredth. */
    public List<String> drifts() {
        TreeMap<String, String> flags = new TreeMap<>();
        for (IdleReading reading : readings) {
            List<IdleReading> known = known(reading.device());
            double drift = known.size() < 2 ? 0 : range(known) / watts(known.get(0));
            if (drift > MOST_DRIFT) {
                flags.put(
                        reading.device(),
                        String.format(
                                Locale.ROOT,
                                "the idle power of %s moved by %.1f %% during the run: joules of its beginning and end"
                                        + " do not compare",
                                reading.whose(),
                                100 * drift));
            }
        }
        return List.copyOf(flags.values());
    }

    private List<IdleReading> known(String device) {
        List<IdleReading> known = new ArrayList<>();
        for (IdleReading reading : readings) {
            if (reading.device().equals(device) && reading.watts() != null && reading.watts() > 0) {
                known.add(reading);
            }
        }
        return known;
    }

    private static double range(List<IdleReading> known) {
        return known.stream().mapToDouble(IdlePower::watts).max().orElse(0)
                - known.stream().mapToDouble(IdlePower::watts).min().orElse(0);
    }

    private static double watts(IdleReading reading) {
        return reading.watts() == null ? Double.NaN : reading.watts();
    }
}
