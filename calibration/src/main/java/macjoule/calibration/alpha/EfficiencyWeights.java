package macjoule.calibration.alpha;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How much each network counts in a fit: 1/(u² + s²), where u is how uncertain its own efficiency is and s how far networks lie from
 * the fit beyond that. By 1/u² alone a network would count a hundredfold because its few forks happened to agree, though DI explains
 * no network to within the error of a fork; s keeps that from happening, and where measurements are worse than the fit, u decides.
 * Networks count alike where uncertainties are equal, where any is unknown, and where there are too few networks to tell s.
 */
final class EfficiencyWeights {
    /** Of the two reuses and the level. */
    private static final int FITTED = 3;

    private EfficiencyWeights() {}

    /** One for each network, 1 on average, and all exactly 1 where they count alike. */
    static double[] of(List<NetworkEfficiency> networks) {
        double[] alike = new double[networks.size()];
        Arrays.fill(alike, 1);
        double[] variances = variances(networks);
        if (variances.length <= FITTED || StatUtils.min(variances) == StatUtils.max(variances)) {
            return alike;
        }
        double beyond = AlphaKernel.of(networks, alike).moments().unexplained() / (variances.length - FITTED)
                - StatUtils.mean(variances);
        double floor = Math.max(0, beyond);
        double[] weights =
                Arrays.stream(variances).map(variance -> 1 / (variance + floor)).toArray();
        double mean = StatUtils.mean(weights);
        // Without any scatter, and with networks said to be known exactly, there is nothing to weigh by.
        return Double.isFinite(mean) && mean > 0
                ? Arrays.stream(weights).map(weight -> weight / mean).toArray()
                : alike;
    }

    /** Of all networks, or none. */
    private static double[] variances(List<NetworkEfficiency> networks) {
        return networks.stream().map(NetworkEfficiency::standardDeviation).allMatch(OptionalDouble::isPresent)
                ? networks.stream()
                        .mapToDouble(network -> network.standardDeviation().orElseThrow())
                        .map(deviation -> deviation * deviation)
                        .toArray()
                : new double[0];
    }
}
