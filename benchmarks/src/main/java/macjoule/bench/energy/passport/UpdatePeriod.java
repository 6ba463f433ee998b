package macjoule.bench.energy.passport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often a reading changes.
 *
 * @param seconds the update period
 * @param spread the interquartile range of the gaps seen
 */
record UpdatePeriod(double seconds, double spread) {
    private static final int FEWEST_GAPS = 8;

    /**
     * Takes the median gap first, which one late reading cannot move as it would the shortest, and then the mean over
     * all gaps, each counted as the whole number of periods it spans.
     */
    static @Nullable UpdatePeriod of(Recording recording) {
        double[] gaps = recording.sortedGaps();
        if (gaps.length < FEWEST_GAPS) {
            return null;
        }
        double median = gaps[gaps.length / 2];
        double spread = gaps[gaps.length * 3 / 4] - gaps[gaps.length / 4];
        double periods = Arrays.stream(gaps).map(gap -> Math.rint(gap / median)).sum();
        double span =
                Arrays.stream(gaps).filter(gap -> Math.rint(gap / median) >= 1).sum();
        return new UpdatePeriod(span / periods, spread);
    }
}
