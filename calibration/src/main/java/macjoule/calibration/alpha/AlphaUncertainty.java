package macjoule.calibration.alpha;

import java.util.OptionalDouble;
import macjoule.calibration.stats.Bootstrap;
import macjoule.calibration.stats.BootstrapDistribution;
import macjoule.calibration.stats.Conditioning;
import macjoule.calibration.stats.Interval;

/**
 * How sure alpha is, were other networks measured instead of these.
 *
 * @param ci95 the interval to quote: by percentiles, widened for small samples; with 25 networks whose alpha is known it covers
 *     the truth in 96 % of cases, whether or not noise grows with efficiency, the other two in 91 to 96 %
 * @param percentile95 the plain percentile interval
 * @param bca95 the bias-corrected and accelerated interval
 * @param openResamples resamples that fit every alpha alike; the intervals count them for both ends
 * @param conditionNumber of the two reuses about their means, each in its own deviations: 1 at best, large where they
 *     rise and fall together
 * @param measurementDeviation standard deviation of alpha from that of the measurements alone, empty if one is not known
 */
public record AlphaUncertainty(
        int resamples,
        long seed,
        Interval ci95,
        Interval percentile95,
        Interval bca95,
        int openResamples,
        LeaveOneOutSpread leaveOneOut,
        double conditionNumber,
        OptionalDouble measurementDeviation) {
    private static final double LEVEL = 0.95;

    static AlphaUncertainty of(EfficiencySet set, int resamples, long seed) {
        AlphaKernel kernel = AlphaKernel.of(set);
        BootstrapDistribution distribution = Bootstrap.of(set.size(), resamples, seed, kernel);
        return new AlphaUncertainty(
                resamples,
                seed,
                clipped(distribution.percentile(distribution.widenedLevel(LEVEL))),
                clipped(distribution.percentile(LEVEL)),
                clipped(distribution.bca(LEVEL)),
                distribution.open(),
                LeaveOneOutSpread.of(set, kernel),
                Conditioning.standardisedNumber(
                        set.column(NetworkEfficiency::activationReuse), set.column(NetworkEfficiency::weightReuse)),
                measurementDeviation(set, kernel));
    }

    private static Interval clipped(Interval interval) {
        return interval.clippedTo(LeaveOneOutSpread.ALL_ALPHAS);
    }

    /** To first order: the errors of the networks are independent, and alpha is nearly linear in each. */
    private static OptionalDouble measurementDeviation(EfficiencySet set, AlphaKernel kernel) {
        double[] slopes = kernel.slopes();
        double variance = 0;
        for (int i = 0; i < slopes.length; i++) {
            OptionalDouble deviation = set.networks().get(i).standardDeviation();
            if (deviation.isEmpty()) {
                return OptionalDouble.empty();
            }
            variance += Math.pow(slopes[i] * deviation.getAsDouble(), 2);
        }
        return OptionalDouble.of(Math.sqrt(variance));
    }
}
