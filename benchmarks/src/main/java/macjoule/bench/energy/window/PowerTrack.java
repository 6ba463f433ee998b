package macjoule.bench.energy.window;

/** Integrates power readings over a window, each weighted by the time for which it stood. */
final class PowerTrack {
    private final long updateNanos;
    private final long skipNanos;

    private long beginNanos;
    private long beforeNanos;
    private double before;
    private boolean began;
    private double joules;
    private long coveredNanos;
    private long missedNanos;

    /**
     * @param skipSeconds how much of the beginning still shows what was before
     */
    PowerTrack(double updateSeconds, double skipSeconds) {
        updateNanos = Math.round(updateSeconds * 1e9);
        skipNanos = Math.round(skipSeconds * 1e9);
    }

    void begin(long nanos) {
        beginNanos = nanos;
        began = false;
        joules = 0;
        coveredNanos = 0;
        missedNanos = 0;
    }

    void take(long milliwatts, long nanos) {
        if (nanos - beginNanos < skipNanos) {
            return;
        }
        if (began) {
            long gap = nanos - beforeNanos;
            if (gap > 3 * updateNanos) {
                missedNanos += gap;
            } else {
                joules += before * gap / 1e9;
                coveredNanos += gap;
            }
        }
        began = true;
        before = milliwatts / 1e3;
        beforeNanos = nanos;
    }

    long updateNanos() {
        return updateNanos;
    }

    double joules() {
        return joules;
    }

    double seconds() {
        return coveredNanos / 1e9;
    }

    double updatesCovered() {
        return (double) coveredNanos / updateNanos;
    }

    /** The share of the window in which nobody looked. */
    double missedShare() {
        return missedNanos == 0 ? 0 : (double) missedNanos / (missedNanos + coveredNanos);
    }
}
