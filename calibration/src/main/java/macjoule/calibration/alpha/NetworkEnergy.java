package macjoule.calibration.alpha;

import java.util.List;
import java.util.OptionalDouble;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Network;
import macjoule.model.reuse.LayerwiseIntensity;
import macjoule.model.zoo.Zoo;

/**
 * What running a network drew from the device.
 *
 * @param counts of one image
 * @param medianIntensity of its layers, empty where these are not known
 * @param images how many were processed
 * @param joules all the energy the device drew meanwhile
 * @param idleJoules what it would have drawn in that time with nothing to do
 * @param spread of the joules over repetitions: standard deviation over mean, empty where nothing was repeated
 */
public record NetworkEnergy(
        String network,
        Counts counts,
        OptionalDouble medianIntensity,
        double images,
        double joules,
        double idleJoules,
        OptionalDouble spread) {

    public NetworkEnergy {
        if (!(images > 0 && joules > 0)) {
            throw new BadInputException(images + " images for " + joules + " J", network, "both must be above 0");
        }
        if (!(idleJoules >= 0)) {
            throw new BadInputException(
                    "an idle energy of " + idleJoules + " J", network, "give an idle power from 0 up");
        }
    }

    /** A network of the zoo, run once for all. */
    public static NetworkEnergy ofZoo(
            String network, Convention convention, double images, double joules, double idleJoules) {
        Network known = Zoo.get(network).network();
        return new NetworkEnergy(
                network,
                convention.count(known),
                LayerwiseIntensity.of(known).median(),
                images,
                joules,
                idleJoules,
                OptionalDouble.empty());
    }

    NetworkEnergy withSpread(OptionalDouble other) {
        return new NetworkEnergy(network, counts, medianIntensity, images, joules, idleJoules, other);
    }

    /** Efficiencies from all the energy drawn. */
    public static EfficiencySet gross(String source, Convention convention, List<NetworkEnergy> measured) {
        List<NetworkEfficiency> networks =
                measured.stream().map(run -> run.efficiency(run.joules)).toList();
        return new EfficiencySet(source, convention, EnergyBasis.GROSS, networks);
    }

    /** Efficiencies from what was drawn beyond idling. An error of the power sensor that is the same at idle cancels. */
    public static EfficiencySet net(String source, Convention convention, List<NetworkEnergy> measured) {
        List<NetworkEfficiency> networks = measured.stream()
                .map(run -> run.efficiency(run.netJoules(source)))
                .toList();
        return new EfficiencySet(source, convention, EnergyBasis.NET, networks);
    }

    private double netJoules(String source) {
        if (!(joules > idleJoules)) {
            throw new BadInputException(
                    network + " drew " + joules + " J, no more than the idle power of that time, " + idleJoules + " J",
                    source,
                    "measure the idle power again, at the same clocks");
        }
        return joules - idleJoules;
    }

    /** What idling draws does not vary with the repetitions, so the joules deviate by as many either way. */
    private NetworkEfficiency efficiency(double spent) {
        double macsPerJoule = images * counts.macs() / spent;
        OptionalDouble deviation = spread.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(spread.getAsDouble() * joules / spent * macsPerJoule);
        return new NetworkEfficiency(network, counts, medianIntensity, macsPerJoule, deviation);
    }
}
