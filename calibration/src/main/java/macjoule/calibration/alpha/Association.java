package macjoule.calibration.alpha;

import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.stats.Correlation;
import macjoule.calibration.stats.FisherInterval;
import macjoule.calibration.stats.Interval;

/**
 * How a metric of the networks goes with their energy efficiency.
 *
 * @param ci95 Fisher's interval of Pearson's r, and so {@code ci99}; for the fitted DI it is too narrow, since alpha was chosen
 *     to make r high
 */
public record Association(
        String metric, double pearson, double spearman, double kendall, Interval ci95, Interval ci99) {

    /** DI with the alpha that fits best. */
    public static final String DI_FITTED = "DI(fitted)";

    /** DI with the paper's alpha. */
    public static final String DI_PAPER = "DI(0.8)";

    /** The cumulative arithmetic intensity. */
    public static final String INTENSITY = "AI_c";

    /** All metrics that differ between the networks. */
    static List<Association> of(EfficiencySet set, double fittedAlpha) {
        List<Association> all = new ArrayList<>();
        for (Metric metric : Metric.all(fittedAlpha)) {
            metric.variedValues(set).ifPresent(values -> add(all, metric.name(), values, set.efficiencies()));
        }
        return List.copyOf(all);
    }

    private static void add(List<Association> all, String metric, double[] values, double[] efficiency) {
        double r = Correlation.pearson(values, efficiency);
        all.add(new Association(
                metric,
                r,
                Correlation.spearman(values, efficiency),
                Correlation.kendall(values, efficiency),
                FisherInterval.of(r, values.length, FisherInterval.Z_95),
                FisherInterval.of(r, values.length, FisherInterval.Z_99)));
    }
}
