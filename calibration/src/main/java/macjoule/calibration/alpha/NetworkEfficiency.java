package macjoule.calibration.alpha;

import java.util.OptionalDouble;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Network;
import macjoule.model.reuse.LayerwiseIntensity;
import macjoule.model.reuse.Reuse;
import macjoule.model.zoo.Zoo;

/**
 * The energy efficiency of one network, beside the counts it is to be explained by.
 *
 * @param counts for one image, by the convention of the MACs in {@code macsPerJoule}
 * @param medianIntensity median arithmetic intensity of its layers, empty where the layers are not known
 * @param standardDeviation of {@code macsPerJoule}, empty where it is not known
 */
public record NetworkEfficiency(
        String network,
        Counts counts,
        OptionalDouble medianIntensity,
        double macsPerJoule,
        OptionalDouble standardDeviation) {

    public NetworkEfficiency {
        if (!(macsPerJoule > 0 && Double.isFinite(macsPerJoule))) {
            throw new BadInputException(
                    "an energy efficiency of " + macsPerJoule + " MACs per joule",
                    network,
                    "give a finite number above 0");
        }
        if (standardDeviation.isPresent() && !(standardDeviation.getAsDouble() >= 0)) {
            throw new BadInputException(
                    "a standard deviation of " + standardDeviation.getAsDouble(), network, "give a number from 0 up");
        }
        if (counts.macs() <= 0 || counts.params() <= 0 || counts.activations() <= 0) {
            throw new BadInputException(
                    "no MACs, parameters or activations", network, "leave out networks that reuse no data");
        }
    }

    /** A network of the zoo. */
    public static NetworkEfficiency ofZoo(
            String name, Convention convention, double macsPerJoule, OptionalDouble standardDeviation) {
        return of(name, Zoo.get(name).network(), convention, macsPerJoule, standardDeviation);
    }

    /** Any network. */
    public static NetworkEfficiency of(
            String name,
            Network network,
            Convention convention,
            double macsPerJoule,
            OptionalDouble standardDeviation) {
        return new NetworkEfficiency(
                name,
                convention.count(network),
                LayerwiseIntensity.of(network).median(),
                macsPerJoule,
                standardDeviation);
    }

    public double weightReuse() {
        return reuse().weightReuse().orElseThrow();
    }

    public double activationReuse() {
        return reuse().activationReuse().orElseThrow();
    }

    /** The cumulative arithmetic intensity AI_c. */
    public double intensity() {
        return reuse().arithmeticIntensity().orElseThrow();
    }

    public double di(double alpha) {
        return reuse().di(alpha).orElseThrow();
    }

    /** What one image costs, in joules. */
    public double joulesPerImage() {
        return counts.macs() / macsPerJoule;
    }

    private Reuse reuse() {
        return new Reuse(counts);
    }
}
