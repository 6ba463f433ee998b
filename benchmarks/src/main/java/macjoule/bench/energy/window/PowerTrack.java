package macjoule.bench.energy.window;

/** Integrates power readings over a window, each weighted by the time for which it stood. */
final class PowerTrack {
    private static final int LONGEST_GAP_UPDATES = 3;

    private final long updateNanos;
    private final long skipNanos;

    private long beginNanos;
    private long beforeNanos;
    private double before;
    private boolean began;
    private double joules;
    private long coveredNanos;
    private long missedNanos;
    private int gaps;

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
        gaps = 0;
    }

    void take(long milliwatts, long nanos) {
        long settled = beginNanos + skipNanos;
        if (nanos < settled) {
            return;
        }
        long gap = nanos - (began ? beforeNanos : settled);
        if (gap > LONGEST_GAP_UPDATES * updateNanos) {
            missedNanos += gap;
        } else if (began) {
            joules += before * gap / 1e9;
            coveredNanos += gap;
            gaps++;
        }
        began = true;
        before = milliwatts / 1e3;
        beforeNanos = nanos;
    }

    /** What lies behind the last reading was not looked at either. */
    void end(long nanos) {
        long gap = nanos - Math.max(began ? beforeNanos : 0, beginNanos + skipNanos);
        missedNanos += gap > LONGEST_GAP_UPDATES * updateNanos ? gap : 0;
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

    /** How far apart the readings were. */
    double pollSeconds() {
        return gaps == 0 ? 0 : seconds() / gaps;
    }

    double updatesCovered() {
        return (double) coveredNanos / updateNanos;
    }

    /** The share of the window in which nobody looked. */
    double missedShare() {
        return missedNanos == 0 ? 0 : (double) missedNanos / (missedNanos + coveredNanos);
    }
}
