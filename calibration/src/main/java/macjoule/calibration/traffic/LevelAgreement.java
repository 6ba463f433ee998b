package macjoule.calibration.traffic;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import macjoule.calibration.stats.Bootstrap;
import macjoule.calibration.stats.BootstrapDistribution;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.stats.RatioError;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * How well a model agrees with its references at one level. Without references all figures are null and the reason is given;
 * intervals are 95 % by resampling layers, null for fewer than three.
 *
 * @param gmae exp(mean |ln(model / reference)|) - 1
 * @param bias exp(mean ln(model / reference)) - 1: above 0 where the model predicts too much
 * @param stdev standard deviation of model / reference, null for a single layer
 * @param within10 share of the layers that are off by at most 10 % of the reference
 */
public record LevelAgreement(
        Level level,
        int n,
        @Nullable Double gmae,
        @Nullable Interval gmaeCi95,
        @Nullable Double bias,
        @Nullable Interval biasCi95,
        @Nullable Double stdev,
        @Nullable Double within10,
        @Nullable Double within20,
        @Nullable String reason) {
    private static final int FEWEST = 3;
    private static final int RESAMPLES = 1000;
    private static final long SEED = 20_190_324;
    private static final double COVERAGE = 0.95;

    static LevelAgreement of(Level level, List<Miss> layers, String reasonIfNone) {
        if (layers.isEmpty()) {
            return new LevelAgreement(level, 0, null, null, null, null, null, null, null, reasonIfNone);
        }
        double[] predicted = layers.stream().mapToDouble(Miss::predicted).toArray();
        double[] reference = layers.stream().mapToDouble(Miss::reference).toArray();
        double[] ratios = layers.stream().mapToDouble(Miss::ratio).toArray();
        boolean single = ratios.length == 1;
        return new LevelAgreement(
                level,
                ratios.length,
                RatioError.gmae(predicted, reference),
                interval(ratios, ratio -> Math.abs(Math.log(ratio))),
                RatioError.bias(predicted, reference),
                interval(ratios, Math::log),
                single ? null : (Double) Math.sqrt(StatUtils.variance(ratios)),
                RatioError.shareWithin(0.1, predicted, reference),
                RatioError.shareWithin(0.2, predicted, reference),
                single ? "a single layer has no deviation" : null);
    }

    /** Of exp(mean) - 1 of what is taken of each ratio. */
    private static @Nullable Interval interval(double[] ratios, DoubleUnaryOperator taken) {
        int n = ratios.length;
        if (n < FEWEST) {
            return null;
        }
        BootstrapDistribution distribution = Bootstrap.of(n, RESAMPLES, SEED, counts -> {
            double sum = 0;
            int drawn = 0;
            for (int i = 0; i < n; i++) {
                sum += counts[i] * taken.applyAsDouble(ratios[i]);
                drawn += counts[i];
            }
            return Math.expm1(sum / drawn);
        });
        return distribution.percentile(distribution.widenedLevel(COVERAGE));
    }
}
