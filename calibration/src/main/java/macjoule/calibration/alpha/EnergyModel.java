package macjoule.calibration.alpha;

import java.util.List;
import macjoule.calibration.stats.NonNegativeLeastSquares;
import macjoule.model.count.Counts;

/**
 * Energy as a sum of named terms, none negative: a constant, and so much for each MAC, parameter and activation.
 *
 * @param joulesPerImage what does not depend on the network
 */
public record EnergyModel(
        double joulesPerImage, double joulesPerMac, double joulesPerParam, double joulesPerActivation) {

    static EnergyModel fit(List<NetworkEfficiency> networks) {
        double[][] rows =
                networks.stream().map(network -> terms(network.counts())).toArray(double[][]::new);
        double[] joules =
                networks.stream().mapToDouble(NetworkEfficiency::joulesPerImage).toArray();
        double[] fitted = NonNegativeLeastSquares.solve(rows, joules);
        return new EnergyModel(fitted[0], fitted[1], fitted[2], fitted[3]);
    }

    private static double[] terms(Counts counts) {
        return new double[] {1, counts.macs(), counts.params(), counts.activations()};
    }

    public double joules(Counts counts) {
        return joulesPerImage
                + joulesPerMac * counts.macs()
                + joulesPerParam * counts.params()
                + joulesPerActivation * counts.activations();
    }

    double macsPerJoule(NetworkEfficiency network) {
        return network.counts().macs() / joules(network.counts());
    }
}
