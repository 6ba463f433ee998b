package macjoule.bench.run;

import java.util.function.LongSupplier;

/** How long steps of about equal length will still take, judged by those that are done. */
final class TimeLeft {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double SECONDS_TOLD_SINGLY = 90;

    private final LongSupplier nanoClock;
    private final long start;
    private final int steps;
    private int done;

    /**
     * @param steps how many there are to do
     */
    TimeLeft(int steps, LongSupplier nanoClock) {
        this.steps = steps;
        this.nanoClock = nanoClock;
        start = nanoClock.getAsLong();
    }

    /** Counts a step, and tells what the others will take. */
    String afterAnother() {
        done++;
        double seconds = (nanoClock.getAsLong() - start) / 1e9 / done * Math.max(0, steps - done);
        return seconds < SECONDS_TOLD_SINGLY
                ? "about " + Math.round(seconds) + " s left"
                : "about " + Math.round(seconds / SECONDS_PER_MINUTE) + " min left";
    }
}
