package macjoule.bench.energy.window;

import macjoule.bench.energy.core.NanoClock;

/**
 * When a sensor updates, as far as it was seen.
 *
 * @param update how often, in seconds
 */
public record Rhythm(NanoClock clock, double update) {
    private static final int MOST_TURNS = 20;

    /**
     * Waits for a phase of the sensor, in seconds from its update. A busy host may wake up late; then it is waited for once more.
     *
     * @param edgeNanos when it once updated
     * @param tolerance by how much it may be missed, in seconds
     */
    public void await(long edgeNanos, double phase, double tolerance) {
        double late;
        int turns = 0;
        do {
            double since = secondsSince(edgeNanos);
            double next = Math.ceil((since - phase) / update) * update + phase;
            clock.pause(Math.round((next - since) * 1e9));
            late = secondsSince(edgeNanos) - next;
        } while (late > tolerance && ++turns < MOST_TURNS);
    }

    private double secondsSince(long edgeNanos) {
        return (clock.nanos() - edgeNanos) / 1e9;
    }
}
