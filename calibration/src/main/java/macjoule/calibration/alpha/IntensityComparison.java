package macjoule.calibration.alpha;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Empty where AI_c is the same for all networks, or they are too few. */
    static List<IntensityComparison> of(EfficiencySet set, double fittedAlpha) {
        Optional<double[]> intensity = Metric.INTENSITY.variedValues(set);
        if (set.size() < FEWEST || intensity.isEmpty()) {
            return List.of();
        }
        List<IntensityComparison> comparisons = new ArrayList<>();
        for (Metric metric : List.of(Metric.DI_PAPER, Metric.diFitted(fittedAlpha))) {
            metric.variedValues(set)
                    .ifPresent(di -> comparisons.add(of(metric.name(), di, intensity.get(), set.efficiencies())));
        }
        return List.copyOf(comparisons);
    }

    private static IntensityComparison of(String metric, double[] di, double[] intensity, double[] efficiency) {
        double ofDi = Correlation.pearson(di, efficiency);
        double ofIntensity = Correlation.pearson(intensity, efficiency);
        double between = Correlation.pearson(di, intensity);
        return new IntensityComparison(
                metric,
                DependentCorrelations.williams(ofDi, ofIntensity, between, efficiency.length),
                DependentCorrelations.steiger(ofDi, ofIntensity, between, efficiency.length));
    }
}
