package macjoule.calibration.alpha;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How well a predictor tells the energy efficiency of a network that it has not seen, each network left out in turn.
 *
 * @param rootMeanSquareError in MACs per joule
 * @param explained the share of the variance it explains, against predicting the mean of the others: 1 is perfect, below 0 is
 *     worse than no predictor
 * @param medianRelativeError of a network, as a fraction of what was measured
 */
public record Rival(String name, double rootMeanSquareError, double explained, double medianRelativeError) {

    /** Whether it predicts from DI, with one alpha or another. */
    public boolean isDi() {
        return name.equals(Association.DI_FITTED) || name.equals(Association.DI_PAPER);
    }

    static Rival of(Predictor predictor, EfficiencySet set) {
        double[] measured = set.efficiencies();
        double[] errors = new double[measured.length];
        double[] fromMean = new double[measured.length];
        for (int i = 0; i < measured.length; i++) {
            List<NetworkEfficiency> others = new ArrayList<>(set.networks());
            NetworkEfficiency left = others.remove(i);
            errors[i] = predictor.fit(others).applyAsDouble(left) - measured[i];
            fromMean[i] = others.stream()
                            .mapToDouble(NetworkEfficiency::macsPerJoule)
                            .average()
                            .orElseThrow()
                    - measured[i];
        }
        double[] relative = IntStream.range(0, errors.length)
                .mapToDouble(i -> Math.abs(errors[i]) / measured[i])
                .toArray();
        double squares = StatUtils.sumSq(errors);
        return new Rival(
                predictor.name(),
                Math.sqrt(squares / errors.length),
                1 - squares / StatUtils.sumSq(fromMean),
                StatUtils.percentile(relative, 50));
    }
}
