package macjoule.calibration.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A statistic over resamples. A resample that leaves the statistic open counts half as smaller and half as larger than any
 * other: intervals that it reaches have infinite ends.
 */
public final class BootstrapDistribution {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private final int size;
    private final double estimate;
    private final double[] sorted;
    private final double[] leaveOneOut;
    private final int open;

    /**
     * Takes the resamples in any order.
     *
     * @param size how many samples each resample has
     * @param estimate the statistic of the sample itself
     * @param replicates the statistic of each resample, NaN where it is open
     * @param leaveOneOut the statistic without each sample, for the acceleration of {@link #bca}
     */
    public BootstrapDistribution(int size, double estimate, double[] replicates, double[] leaveOneOut) {
        this.size = size;
        this.estimate = estimate;
        this.leaveOneOut = leaveOneOut.clone();
        sorted = replicates.clone();
        Arrays.sort(sorted);
        open = (int) Arrays.stream(sorted).filter(Double::isNaN).count();
        // Sorting has put NaN last: half of them move to the front.
        int low = open / 2;
        System.arraycopy(sorted, 0, sorted, low, sorted.length - open);
        Arrays.fill(sorted, 0, low, Double.NEGATIVE_INFINITY);
        Arrays.fill(sorted, sorted.length - (open - low), sorted.length, Double.POSITIVE_INFINITY);
    }

    public double estimate() {
        return estimate;
    }

    /** How many resamples left the statistic open. */
    public int open() {
        return open;
    }

    /** The statistic without each sample, in their order. */
    public double[] leaveOneOut() {
        return leaveOneOut.clone();
    }

    /** The plain percentile interval. */
    public Interval percentile(double level) {
        Samples.requireLevel(level);
        return between((1 - level) / 2, (1 + level) / 2);
    }

    /** Efron's bias-corrected and accelerated interval (Efron and Tibshirani, An Introduction to the Bootstrap, 14.3). */
    public Interval bca(double level) {
        Samples.requireLevel(level);
        double bias = biasCorrection();
        double acceleration = acceleration();
        double z = NORMAL.inverseCumulativeProbability((1 + level) / 2);
        return between(shifted(bias, acceleration, -z), shifted(bias, acceleration, z));
    }

    /**
     * The level to ask for so that a small sample's interval covers {@code level}. Resamples vary too little, by (n-1)/n and
     * by the normal's lighter tails; this makes up for both (Hesterberg, The American Statistician 69, 2015).
     */
    public double widenedLevel(double level) {
        Samples.requireLevel(level);
        if (size < 2) {
            throw new IllegalArgumentException("the interval of a single sample cannot be widened");
        }
        double t = new TDistribution(null, size - 1).inverseCumulativeProbability((1 + level) / 2);
        return 1 - 2 * NORMAL.cumulativeProbability(-Math.sqrt(size / (size - 1.0)) * t);
    }

    /** How far the resamples' median lies from the estimate, in standard deviations of a normal. */
    double biasCorrection() {
        double below = 0;
        for (double replicate : sorted) {
            below += replicate < estimate ? 1 : replicate == estimate ? 0.5 : 0;
        }
        // Kept off 0 and 1, whose quantiles are infinite.
        double share = Math.max(0.5, Math.min(sorted.length - 0.5, below)) / sorted.length;
        return NORMAL.inverseCumulativeProbability(share);
    }

    /** How fast the standard error changes with the statistic, from the skewness of the leave-one-out values. */
    double acceleration() {
        double[] known = Arrays.stream(leaveOneOut).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        double squares = 0;
        double cubes = 0;
        for (double value : known) {
            double difference = mean - value;
            squares += difference * difference;
            cubes += difference * difference * difference;
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private static double shifted(double bias, double acceleration, double z) {
        double moved = bias + (bias + z) / (1 - acceleration * (bias + z));
        return NORMAL.cumulativeProbability(moved);
    }

    /** Order statistics, rounded outwards. */
    private Interval between(double lowerShare, double upperShare) {
        int count = sorted.length;
        int lower = (int) Math.floor((count + 1) * lowerShare);
        int upper = (int) Math.ceil((count + 1) * upperShare);
        return new Interval(sorted[clipped(lower, count)], sorted[clipped(upper, count)]);
    }

    private static int clipped(int rank, int count) {
        return Math.max(1, Math.min(count, rank)) - 1;
    }
}
