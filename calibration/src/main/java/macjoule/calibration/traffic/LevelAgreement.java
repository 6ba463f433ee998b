package macjoule.calibration.traffic;

import java.util.List;
import macjoule.calibration.stats.RatioError;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * How well a model agrees with its references at one level. Without references all figures are null and the reason is given.
 *
 * @param gmae exp(mean |ln(model / reference)|) - 1
 * @param stdev standard deviation of model / reference, null for a single layer
 * @param within10 share of the layers that are off by at most 10 % of the reference
 */
public record LevelAgreement(
        Level level,
        int n,
        @Nullable Double gmae,
        @Nullable Double stdev,
        @Nullable Double within10,
        @Nullable Double within20,
        @Nullable String reason) {

    static LevelAgreement of(Level level, List<Miss> layers, String reasonIfNone) {
        if (layers.isEmpty()) {
            return new LevelAgreement(level, 0, null, null, null, null, reasonIfNone);
        }
        double[] predicted = layers.stream().mapToDouble(Miss::predicted).toArray();
        double[] reference = layers.stream().mapToDouble(Miss::reference).toArray();
        double[] ratios = layers.stream().mapToDouble(Miss::ratio).toArray();
        boolean single = ratios.length == 1;
        return new LevelAgreement(
                level,
                ratios.length,
                RatioError.gmae(predicted, reference),
                single ? null : (Double) Math.sqrt(StatUtils.variance(ratios)),
                RatioError.shareWithin(0.1, predicted, reference),
                RatioError.shareWithin(0.2, predicted, reference),
                single ? "a single layer has no deviation" : null);
    }
}
