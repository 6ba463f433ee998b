package macjoule.bench.energy.window;

/**
 * What held the clock back during a window, as shares of its time; NaN where the GPU does not tell.
 *
 * @param reasons every event reason that was seen, as a mask, or {@link #UNKNOWN_REASONS}
 * @param meanClock of the multiprocessors in MHz, or NaN
 * @param lowestClock of the multiprocessors in MHz, or NaN
 */
public record Throttle(
        double powerCap, double thermal, double powerBrake, long reasons, double meanClock, double lowestClock) {
    /** In place of a mask, where none could be read. */
    static final long UNKNOWN_REASONS = -1;

    private static final double TOLERATED = 0.001;

    /** Heat and an emergency brake spoil a window. The power limit does not: it is how dense work runs normally. */
    boolean spoils() {
        return thermal > TOLERATED || powerBrake > TOLERATED;
    }

    boolean isPowerCapped() {
        return powerCap > TOLERATED;
    }
}
