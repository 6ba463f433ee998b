package macjoule.calibration.traffic;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/** Seconds per operation of the units of a run, given out only to counters that were read at the same clock. */
public final class OperationTimes {
    /** Clocks further apart than this belong to two different machines, as far as time goes. */
    public static final double CLOCK_TOLERANCE = 0.02;

    private final Map<Unit, List<Measurement>> windows = new HashMap<>();

    /**
     * A time, or why there is none.
     *
     * @param reason null if there is a time
     */
    record Found(@Nullable Double seconds, @Nullable String reason) {}

    public OperationTimes(List<Measurement> measurements) {
        windows.putAll(measurements.stream()
                .filter(one -> !one.isFailure())
                .collect(Collectors.groupingBy(Measurement::unit)));
    }

    Found find(Unit unit, @Nullable Double counterClockHz) {
        List<Measurement> measured = windows.getOrDefault(unit, List.of());
        if (measured.isEmpty()) {
            return new Found(null, "neither the counters nor the run have it");
        }
        Double clock = meanClock(measured);
        if (clock == null || counterClockHz == null) {
            return new Found(null, "the clock of the counters or of the timing is not known");
        }
        if (Math.abs(clock / counterClockHz - 1) > CLOCK_TOLERANCE) {
            return new Found(
                    null,
                    String.format(
                            Locale.ROOT,
                            "timed at %.0f MHz, but counted at %.0f MHz, more than 2 %% apart",
                            clock / 1e6,
                            counterClockHz / 1e6));
        }
        double seconds = measured.stream()
                .mapToDouble(one -> seconds(one) / one.operations())
                .average()
                .orElseThrow();
        return new Found(seconds, null);
    }

    /** The mean core clock while a unit was timed, null where a window does not know it. */
    @Nullable
    Double clock(Unit unit) {
        List<Measurement> measured = windows.getOrDefault(unit, List.of());
        return measured.isEmpty() ? null : meanClock(measured);
    }

    private static double seconds(Measurement one) {
        Double seconds = one.seconds();
        return seconds == null ? Double.NaN : seconds;
    }

    private static @Nullable Double meanClock(List<Measurement> measured) {
        double sum = 0;
        for (Measurement one : measured) {
            Double clock = one.clockHz();
            if (clock == null) {
                return null;
            }
            sum += clock;
        }
        return sum / measured.size();
    }
}
