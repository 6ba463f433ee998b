package macjoule.calibration.alpha;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import macjoule.calibration.published.CompactNetwork;
import macjoule.calibration.published.P100Measurement;
import macjoule.calibration.published.PublishedTables;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.reuse.LayerwiseIntensity;
import macjoule.model.zoo.Zoo;

/** Energy efficiencies that a paper prints, with the counts that it prints. */
public final class PublishedEfficiency {
    private PublishedEfficiency() {}

    /** Twelve networks on a Tesla P100, the average power by nvidia-smi, which is gross. Only the layers are our own. */
    public static EfficiencySet p100() {
        List<CompactNetwork> counted = PublishedTables.compactNetworks();
        List<P100Measurement> measured = PublishedTables.p100();
        List<NetworkEfficiency> networks = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            networks.add(network(counted.get(i), measured.get(i)));
        }
        return new EfficiencySet(
                "Tesla P100 as published (Jha, Mittal and Mattela, VLSI Design 2019, Tables II and III)",
                Convention.PAPER,
                EnergyBasis.GROSS,
                networks);
    }

    private static NetworkEfficiency network(CompactNetwork counted, P100Measurement measured) {
        if (!counted.network().equals(measured.network())) {
            throw new IllegalStateException(counted.network() + " stands beside " + measured.network());
        }
        Counts counts = new Counts(
                units(counted.macsMillions()), units(counted.paramsMillions()), units(counted.activationsMillions()));
        return new NetworkEfficiency(
                counted.network(),
                counts,
                LayerwiseIntensity.of(Zoo.get(counted.network()).network()).median(),
                measured.gigaMacsPerJoule() * 1e9,
                OptionalDouble.empty());
    }

    private static long units(double millions) {
        return Math.round(millions * 1e6);
    }
}
