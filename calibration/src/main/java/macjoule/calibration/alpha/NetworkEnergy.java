package macjoule.calibration.alpha;

import java.util.List;
import java.util.OptionalDouble;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;

/**
 * What running a network of the zoo drew from the device.
 *
 * @param images how many were processed
 * @param joules all the energy the device drew meanwhile
 */
public record NetworkEnergy(String network, double images, double joules, double seconds) {

    public NetworkEnergy {
        if (!(images > 0 && joules > 0 && seconds > 0)) {
            throw new BadInputException(
                    images + " images, " + joules + " J in " + seconds + " s", network, "all three must be above 0");
        }
    }

    /** Efficiencies from all the energy drawn. */
    public static EfficiencySet gross(String source, Convention convention, List<NetworkEnergy> measured) {
        return set(source, convention, EnergyBasis.GROSS, measured, 0);
    }

    /** Efficiencies from what was drawn beyond idling. An error of the power sensor that is the same at idle cancels. */
    public static EfficiencySet net(
            String source, Convention convention, List<NetworkEnergy> measured, double idleWatts) {
        if (!(idleWatts >= 0)) {
            throw new BadInputException("an idle power of " + idleWatts + " W", source, "give a number from 0 up");
        }
        return set(source, convention, EnergyBasis.NET, measured, idleWatts);
    }

    private static EfficiencySet set(
            String source, Convention convention, EnergyBasis basis, List<NetworkEnergy> measured, double idleWatts) {
        List<NetworkEfficiency> networks = measured.stream()
                .map(run -> run.efficiency(source, convention, idleWatts))
                .toList();
        return new EfficiencySet(source, convention, basis, networks);
    }

    private NetworkEfficiency efficiency(String source, Convention convention, double idleWatts) {
        double spent = joules - idleWatts * seconds;
        if (!(spent > 0)) {
            throw new BadInputException(
                    network + " drew no more than the idle power of " + idleWatts + " W",
                    source,
                    "measure the idle power again, at the same clocks");
        }
        NetworkEfficiency perJoule = NetworkEfficiency.ofZoo(network, convention, 1, OptionalDouble.empty());
        double macsPerJoule = images * perJoule.counts().macs() / spent;
        return new NetworkEfficiency(
                network, perJoule.counts(), perJoule.medianIntensity(), macsPerJoule, OptionalDouble.empty());
    }
}
