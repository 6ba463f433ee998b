package macjoule.bench.energy.window;

import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.nvml.Quantity;

/**
 * The power of a card that has nothing to do.
 *
 * @param standardUncertainty in watts, from how much it varied
 * @param settled whether it had come to rest before it was measured
 */
public record IdleBaseline(double watts, double standardUncertainty, boolean settled) {
    private static final int SETTLE_SECONDS = 10;
    private static final int LONGEST_SETTLE_SECONDS = 120;
    private static final int PARTS = 6;
    private static final double MOST_DRIFT = 0.01;

    /** What is idle. */
    public interface Resting {
        /** The mean power of the second that begins now. */
        double secondOfWatts();

        /** Something that changes when the device does not yet rest, such as its performance state. */
        long state();
    }

    /** Waits until the card has settled and measures it, see {@link #measure(Resting, int)}. */
    public static IdleBaseline measure(GpuMeter meter, int seconds) {
        return meter.absence() != null
                ? new IdleBaseline(Double.NaN, Double.NaN, false)
                : measure(
                        new Resting() {
                            @Override
                            public double secondOfWatts() {
                                return meter.secondOfWatts();
                            }

                            @Override
                            public long state() {
                                return meter.read(Quantity.PERFORMANCE_STATE);
                            }
                        },
                        seconds);
    }

    /**
     * Waits until the device has settled and measures it.
     *
     * @param seconds how long to measure; a minute gives a baseline fit to publish
     */
    public static IdleBaseline measure(Resting device, int seconds) {
        boolean settled = settle(device);
        List<Double> parts = new ArrayList<>();
        double sum = 0;
        for (int part = 0; part < PARTS; part++) {
            int length = seconds * (part + 1) / PARTS - seconds * part / PARTS;
            double ofPart = 0;
            for (int second = 0; second < length; second++) {
                ofPart += device.secondOfWatts();
            }
            sum += ofPart;
            if (length > 0) {
                parts.add(ofPart / length);
            }
        }
        return new IdleBaseline(sum / seconds, standardError(parts), settled);
    }

    /** A single part tells nothing of how much power varies: then it is as uncertain as settling allows. */
    private static double standardError(List<Double> parts) {
        double mean = parts.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double squares =
                parts.stream().mapToDouble(p -> (p - mean) * (p - mean)).sum();
        int n = parts.size();
        return n < 2 ? MOST_DRIFT * mean : Math.sqrt(squares / (n - 1) / n);
    }

    private static boolean settle(Resting device) {
        List<Double> watts = new ArrayList<>();
        List<Long> states = new ArrayList<>();
        while (watts.size() < LONGEST_SETTLE_SECONDS) {
            watts.add(device.secondOfWatts());
            states.add(device.state());
            int n = watts.size();
            if (n >= SETTLE_SECONDS
                    && states.subList(n - SETTLE_SECONDS, n).stream().distinct().count() == 1
                    && SteadyState.isFlat(watts.subList(n - SETTLE_SECONDS, n), MOST_DRIFT)) {
                return true;
            }
        }
        return false;
    }
}
