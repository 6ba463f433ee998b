package macjoule.bench.energy.window;

/**
 * Follows an energy counter through a window. The energy counted is what lies between the first and the last change
 * seen, both timed while the work was running, so that the counter's slow updates cost no accuracy.
 */
final class CounterTrack {
    private final long updateNanos;

    private long before;
    private long beforeNanos;
    private boolean began;
    private int edges;
    private long firstValue;
    private long firstNanos;
    private long lastValue;
    private long lastNanos;
    private long firstSlack;
    private long lastSlack;
    private long unchangedNanos;
    private long longestUnchanged;
    private boolean reset;
    private long beginNanos;
    private long lengthNanos;
    private long unreadNanos;

    CounterTrack(double updateSeconds) {
        updateNanos = Math.round(updateSeconds * 1e9);
    }

    void begin(long nanos) {
        beginNanos = nanos;
        unreadNanos = 0;
        began = false;
        edges = 0;
        unchangedNanos = 0;
        longestUnchanged = 0;
        reset = false;
    }

    /** Takes in one reading, made around this moment. */
    void take(long millijoules, long nanos) {
        unreadNanos += began ? 0 : nanos - beginNanos;
        if (began) {
            long gap = nanos - beforeNanos;
            if (millijoules == before) {
                // A pause of the reader says nothing of the counter.
                unchangedNanos += gap <= updateNanos ? gap : 0;
                longestUnchanged = Math.max(longestUnchanged, unchangedNanos);
            } else {
                reset |= millijoules < before;
                edge(millijoules, nanos - gap / 2, gap);
            }
        }
        began = true;
        before = millijoules;
        beforeNanos = nanos;
    }

    private void edge(long millijoules, long nanos, long slack) {
        if (edges++ == 0) {
            firstValue = millijoules;
            firstNanos = nanos;
            firstSlack = slack;
        }
        lastValue = millijoules;
        lastNanos = nanos;
        lastSlack = slack;
        unchangedNanos = 0;
    }

    void end(long nanos) {
        lengthNanos = nanos - beginNanos;
        unreadNanos += nanos - (began ? beforeNanos : beginNanos);
    }

    /** The share of the window before the first reading and after the last; a pause between two of them costs nothing. */
    double unreadShare() {
        return lengthNanos == 0 ? 0 : (double) unreadNanos / lengthNanos;
    }

    int edges() {
        return edges;
    }

    boolean wasReset() {
        return reset;
    }

    /** For how many update periods the counter stood still though it was read. */
    double longestUnchangedUpdates() {
        return (double) longestUnchanged / updateNanos;
    }

    double joules() {
        return (lastValue - firstValue) / 1e3;
    }

    double seconds() {
        return (lastNanos - firstNanos) / 1e9;
    }

    /** The time within which the worse of the two edges is known. */
    double edgeSeconds() {
        return Math.max(firstSlack, lastSlack) / 1e9;
    }
}
