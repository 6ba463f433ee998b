package macjoule.calibration.alpha;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;

/**
 * The energy efficiencies of several networks on one machine, all counted and measured in the same way.
 *
 * @param source where the numbers come from, for people
 * @param convention by which the MACs are counted
 */
public record EfficiencySet(String source, Convention convention, EnergyBasis basis, List<NetworkEfficiency> networks) {
    private static final int FEWEST = 3;

    public EfficiencySet {
        networks = List.copyOf(networks);
        requireEnough(source, networks);
        requireDistinct(source, networks);
        double first = networks.get(0).macsPerJoule();
        if (networks.stream().allMatch(network -> network.macsPerJoule() == first)) {
            throw new BadInputException(
                    "the same " + first + " MACs per joule for all networks", source, "measure each network");
        }
    }

    /** All networks of several sets, which must have been counted and measured in the same way. */
    public static EfficiencySet merged(List<EfficiencySet> sets) {
        if (sets.isEmpty()) {
            throw new BadInputException("no measurements", "calibrate alpha", "name a run or a CSV file");
        }
        EfficiencySet first = sets.get(0);
        sets.forEach(first::requireComparable);
        return new EfficiencySet(
                sets.stream().map(EfficiencySet::source).distinct().collect(Collectors.joining(", ")),
                first.convention,
                first.basis,
                sets.stream().flatMap(set -> set.networks.stream()).toList());
    }

    /** Insists that both count MACs and joules alike. */
    void requireComparable(EfficiencySet other) {
        if (convention != other.convention) {
            throw new BadInputException(
                    "MACs counted by " + convention.id() + " and by " + other.convention.id(),
                    source + " and " + other.source,
                    "use one convention for all");
        }
        if (basis != other.basis) {
            throw new BadInputException(
                    "joules " + basis.id() + " and " + other.basis.id(),
                    source + " and " + other.source,
                    "use all gross or all net of idle");
        }
    }

    public int size() {
        return networks.size();
    }

    Set<String> names() {
        return networks.stream().map(NetworkEfficiency::network).collect(Collectors.toSet());
    }

    double[] column(ToDoubleFunction<NetworkEfficiency> value) {
        return networks.stream().mapToDouble(value).toArray();
    }

    double[] efficiencies() {
        return column(NetworkEfficiency::macsPerJoule);
    }

    private static void requireEnough(String source, List<NetworkEfficiency> networks) {
        if (networks.size() < FEWEST) {
            throw new BadInputException(
                    networks.size() + " networks", source, "alpha needs at least " + FEWEST + ", and 19 to be narrow");
        }
    }

    private static void requireDistinct(String source, List<NetworkEfficiency> networks) {
        Set<String> seen = new HashSet<>();
        for (NetworkEfficiency network : networks) {
            if (!seen.add(network.network())) {
                throw new BadInputException(network.network() + " occurs twice", source, "give each network once");
            }
        }
    }
}
