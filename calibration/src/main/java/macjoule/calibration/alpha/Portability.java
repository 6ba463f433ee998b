package macjoule.calibration.alpha;

import java.util.Comparator;
import java.util.List;
import macjoule.calibration.stats.Bootstrap;
import macjoule.calibration.stats.BootstrapDistribution;
import macjoule.calibration.stats.Interval;

/**
 * Whether alpha is the same on two machines.
 *
 * @param difference alpha of the first less alpha of the second
 * @param ci95 of the difference
 * @param paired whether both ran the same networks, which then vary together
 */
public record Portability(Verdict verdict, double difference, Interval ci95, boolean paired) {

    /** What can be said of two alphas. */
    public enum Verdict {
        /** They differ by no more than {@link #MARGIN}. */
        SAME,
        /** They differ, and a difference of more than {@link #MARGIN} is not ruled out. */
        DIFFERENT,
        /** The measurements allow either. */
        CANNOT_TELL
    }

    /** Two steps of the paper's grid: a difference too small to matter. */
    public static final double MARGIN = 0.1;

    private static final double LEVEL = 0.95;
    private static final Interval ALL_DIFFERENCES = new Interval(-1, 1);
    private static final Interval NEGLIGIBLE = new Interval(-MARGIN, MARGIN);

    static Portability of(EfficiencySet first, EfficiencySet second, int resamples, long seed) {
        first.requireComparable(second);
        boolean paired = first.names().equals(second.names());
        AlphaFit one = AlphaFit.of(first);
        AlphaFit other = AlphaFit.of(second);
        double[] replicates =
                paired ? paired(first, second, resamples, seed) : independent(first, second, resamples, seed);
        int size = Math.min(first.size(), second.size());
        double difference = one.alpha() - other.alpha();
        BootstrapDistribution distribution = new BootstrapDistribution(size, difference, replicates, new double[0]);
        Interval interval =
                distribution.percentile(distribution.widenedLevel(LEVEL)).clippedTo(ALL_DIFFERENCES);
        boolean meaningful = one.r() > 0 && other.r() > 0;
        return new Portability(meaningful ? verdict(interval) : Verdict.CANNOT_TELL, difference, interval, paired);
    }

    private static Verdict verdict(Interval interval) {
        if (NEGLIGIBLE.contains(interval)) {
            return Verdict.SAME;
        }
        return interval.contains(0) ? Verdict.CANNOT_TELL : Verdict.DIFFERENT;
    }

    /** Both machines see the same resampled networks, so that what these have in common cancels. */
    private static double[] paired(EfficiencySet first, EfficiencySet second, int resamples, long seed) {
        AlphaKernel one = AlphaKernel.of(byName(first));
        AlphaKernel other = AlphaKernel.of(byName(second));
        return Bootstrap.replicates(first.size(), resamples, seed, counts -> one.of(counts) - other.of(counts));
    }

    private static double[] independent(EfficiencySet first, EfficiencySet second, int resamples, long seed) {
        double[] differences = Bootstrap.replicates(first.size(), resamples, seed, AlphaKernel.of(first));
        double[] others = Bootstrap.replicates(second.size(), resamples, seed + 1, AlphaKernel.of(second));
        for (int i = 0; i < differences.length; i++) {
            differences[i] -= others[i];
        }
        return differences;
    }

    private static EfficiencySet byName(EfficiencySet set) {
        List<NetworkEfficiency> sorted = set.networks().stream()
                .sorted(Comparator.comparing(NetworkEfficiency::network))
                .toList();
        return new EfficiencySet(set.source(), set.convention(), set.basis(), sorted);
    }
}
