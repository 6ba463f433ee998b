package macjoule.bench.energy.window;

import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.Quantity;

/**
 * Waits, while work runs, until the card no longer grows warmer nor its power moves.
 *
 * @param reached whether it came to rest before patience ran out
 * @param seconds how long it took
 * @param code what the device failed with meanwhile, or success
 */
public record SteadyState(boolean reached, double seconds, long celsiusBefore, long celsiusAfter, NvmlCode code) {
    private static final int TEMPERATURE_SECONDS = 30;
    private static final int POWER_SECONDS = 10;

    /** How long to wait at most for figures to publish. */
    public static final int LONGEST_SECONDS = 300;

    private static final double MOST_CELSIUS = 1;
    private static final double MOST_POWER = 0.005;

    /**
     * Waits while something else keeps the work running. A device that fails is not waited for.
     *
     * @param mostSeconds when to give up; less than half a minute is too short to tell
     */
    public static SteadyState await(GpuMeter meter, int mostSeconds) {
        List<Double> watts = new ArrayList<>();
        List<Long> celsius = new ArrayList<>();
        long before = meter.read(Quantity.TEMPERATURE);
        while (watts.size() < mostSeconds) {
            watts.add(meter.secondOfWatts());
            long now = meter.read(Quantity.TEMPERATURE);
            celsius.add(now);
            boolean failed = Sensors.isFailure(now);
            boolean reached = !failed && isSteady(watts, celsius);
            if (failed || reached) {
                return new SteadyState(reached, watts.size(), before, now, NvmlCode.ofReading(now));
            }
        }
        return new SteadyState(false, watts.size(), before, meter.read(Quantity.TEMPERATURE), NvmlCode.SUCCESS);
    }

    private static boolean isSteady(List<Double> watts, List<Long> celsius) {
        int n = watts.size();
        if (n < TEMPERATURE_SECONDS) {
            return false;
        }
        List<Long> lately = celsius.subList(n - TEMPERATURE_SECONDS, n);
        long warmest = lately.stream().mapToLong(Long::longValue).max().orElseThrow();
        long coolest = lately.stream().mapToLong(Long::longValue).min().orElseThrow();
        return warmest - coolest <= MOST_CELSIUS && isFlat(watts.subList(n - POWER_SECONDS, n), MOST_POWER);
    }

    /**
     * Whether the power drifts by no more than this over the span. The means of its halves lie half the span apart; noise does not
     * pass for drift between them.
     */
    static boolean isFlat(List<Double> watts, double tolerance) {
        double early = mean(watts.subList(0, watts.size() / 2));
        double late = mean(watts.subList(watts.size() / 2, watts.size()));
        return 2 * Math.abs(late - early) <= tolerance * early;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
