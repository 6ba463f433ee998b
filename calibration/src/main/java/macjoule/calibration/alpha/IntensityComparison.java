package macjoule.calibration.alpha;

import java.util.List;
import java.util.stream.Stream;
import macjoule.calibration.stats.Correlation;
import macjoule.calibration.stats.DependentCorrelations;
import macjoule.calibration.stats.SignificanceTest;

/**
 * Whether a DI goes with energy efficiency differently than the arithmetic intensity AI_c does. Both correlations are with the
 * same measurements, so they are compared as dependent.
 *
 * @param metric the DI that is compared
 */
public record IntensityComparison(String metric, SignificanceTest williams, SignificanceTest steiger) {
    /** With fewer networks the tests have no degree of freedom. */
    private static final int FEWEST = 4;

    static List<IntensityComparison> of(EfficiencySet set, double fittedAlpha) {
        return set.size() < FEWEST
                ? List.of()
                : Stream.of(Metric.DI_PAPER, Metric.diFitted(fittedAlpha))
                        .map(metric -> of(set, metric))
                        .toList();
    }

    private static IntensityComparison of(EfficiencySet set, Metric metric) {
        double[] efficiency = set.efficiencies();
        double[] di = set.column(metric::of);
        double[] intensity = set.column(Metric.INTENSITY::of);
        double ofDi = Correlation.pearson(di, efficiency);
        double ofIntensity = Correlation.pearson(intensity, efficiency);
        double between = Correlation.pearson(di, intensity);
        return new IntensityComparison(
                metric.name(),
                DependentCorrelations.williams(ofDi, ofIntensity, between, set.size()),
                DependentCorrelations.steiger(ofDi, ofIntensity, between, set.size()));
    }
}
