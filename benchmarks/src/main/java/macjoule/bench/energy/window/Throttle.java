package macjoule.bench.energy.window;

import java.util.Map;

/**
 * What held the clock back during a window.
 *
 * @param shares of the window's time; a cause that the GPU does not tell of is missing
 * @param reasons every event reason that was seen, as a mask, or {@link #UNKNOWN_REASONS}
 * @param meanClock of the multiprocessors in MHz, or NaN
 * @param lowestClock of the multiprocessors in MHz, or NaN
 */
public record Throttle(Map<HoldBack, Double> shares, long reasons, double meanClock, double lowestClock) {
    /** In place of a mask, where none could be read. */
    static final long UNKNOWN_REASONS = -1;

    private static final double TOLERATED = 0.001;

    /** The share of one cause, or NaN. */
    double share(HoldBack cause) {
        return shares.getOrDefault(cause, Double.NaN);
    }

    /** The largest share that some driver's word for heat has, or NaN. */
    double thermal() {
        double largest = Double.NaN;
        for (HoldBack cause : new HoldBack[] {HoldBack.THERMAL, HoldBack.SW_THERMAL, HoldBack.HW_THERMAL}) {
            double share = share(cause);
            largest = Double.isNaN(largest) || share > largest ? share : largest;
        }
        return largest;
    }

    /** Heat and an emergency brake spoil a window. The power limit does not: it is how dense work runs normally. */
    boolean spoils() {
        return thermal() > TOLERATED || share(HoldBack.POWER_BRAKE) > TOLERATED;
    }

    boolean isPowerCapped() {
        return share(HoldBack.POWER_CAP) > TOLERATED;
    }
}
