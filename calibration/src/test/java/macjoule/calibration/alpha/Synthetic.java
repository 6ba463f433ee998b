package macjoule.calibration.alpha;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.published.PublishedReuse;
import macjoule.calibration.published.PublishedTables;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Made-up efficiencies of the 25 networks of Table VIII of the DI paper, by its weight and activation reuse. */
final class Synthetic {
    private static final long MACS = 1_000_000_000_000L;
    private static final double SCALE = 5e8;
    static final List<PublishedReuse> NETWORKS = PublishedTables.reuse();

    private Synthetic() {}

    /** Exactly proportional to DI(alpha). */
    static EfficiencySet exact(double alpha) {
        return set(network -> SCALE * di(network, alpha));
    }

    /** Noise of the same size for all networks, a fraction of their mean efficiency. */
    static EfficiencySet noisy(double alpha, double noise, long seed) {
        RandomGenerator random = new Well19937c(seed);
        double mean = NETWORKS.stream()
                .mapToDouble(network -> SCALE * di(network, alpha))
                .average()
                .orElseThrow();
        // A level high enough that no efficiency turns negative; an intercept does not concern alpha.
        double level = 10 * noise * mean;
        return set(network -> level + SCALE * di(network, alpha) + noise * mean * random.nextGaussian());
    }

    /** Noise in proportion to each network's efficiency. */
    static EfficiencySet proportionallyNoisy(double alpha, double noise, long seed) {
        RandomGenerator random = new Well19937c(seed);
        return set(network -> SCALE * di(network, alpha) * Math.max(0.01, 1 + noise * random.nextGaussian()));
    }

    static EfficiencySet set(ToDoubleFunction<PublishedReuse> macsPerJoule) {
        List<NetworkEfficiency> networks = new ArrayList<>();
        for (PublishedReuse network : NETWORKS) {
            networks.add(efficiency(network, macsPerJoule.applyAsDouble(network)));
        }
        return new EfficiencySet("synthetic", Convention.PAPER, EnergyBasis.GROSS, networks);
    }

    /** The same networks, their efficiencies changed. */
    static EfficiencySet changed(EfficiencySet set, DoubleUnaryOperator change) {
        return new EfficiencySet(
                set.source(),
                set.convention(),
                set.basis(),
                set.networks().stream()
                        .map(network -> new NetworkEfficiency(
                                network.network(),
                                network.counts(),
                                network.medianIntensity(),
                                change.applyAsDouble(network.macsPerJoule()),
                                network.standardDeviation()))
                        .toList());
    }

    static double di(PublishedReuse network, double alpha) {
        return (alpha * network.activationReuse() + (1 - alpha) * network.weightReuse()) / 4;
    }

    private static NetworkEfficiency efficiency(PublishedReuse network, double macsPerJoule) {
        Counts counts = new Counts(
                MACS, Math.round(MACS / network.weightReuse()), Math.round(MACS / network.activationReuse()));
        return new NetworkEfficiency(
                network.network(), counts, OptionalDouble.empty(), macsPerJoule, OptionalDouble.empty());
    }
}
