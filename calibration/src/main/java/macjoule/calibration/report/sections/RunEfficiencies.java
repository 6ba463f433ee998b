package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.EnergyBasis;
import macjoule.calibration.alpha.NetworkEfficiency;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.RunRecord;
import macjoule.model.count.Convention;
import org.jspecify.annotations.Nullable;

/** The energy efficiencies that a run measured, as far as alpha can be fitted to them. */
final class RunEfficiencies {
    private static final int FEWEST = 3;

    private RunEfficiencies() {}

    /** For each engine that measured enough networks of the zoo; of one network at several batches the largest counts. */
    static Map<String, EfficiencySet> of(RunRecord run) {
        Map<String, EfficiencySet> sets = new TreeMap<>();
        for (Lane lane : CaseBars.lanes(List.of(run), List.of(""))) {
            List<NetworkEfficiency> networks = networks(lane);
            long distinct = networks.stream()
                    .mapToDouble(NetworkEfficiency::macsPerJoule)
                    .distinct()
                    .count();
            if (networks.size() >= FEWEST && distinct > 1) {
                String source = "run of " + run.manifest().start() + ", engine " + lane.engine();
                sets.put(lane.engine(), new EfficiencySet(source, Convention.PAPER, EnergyBasis.UNSTATED, networks));
            }
        }
        return sets;
    }

    private static List<NetworkEfficiency> networks(Lane lane) {
        Map<String, PlannedCase> largest = new TreeMap<>();
        for (PlannedCase planned : lane.run().manifest().plan().cases()) {
            if (joules(lane, planned) != null) {
                Measures.network(planned)
                        .ifPresent(network -> largest.merge(
                                network.name(), planned, (one, other) -> one.batch() >= other.batch() ? one : other));
            }
        }
        List<NetworkEfficiency> networks = new ArrayList<>();
        largest.forEach((name, planned) -> {
            CaseResult result = lane.result(planned.key()).orElseThrow();
            Double joules = result.joulesPerOp();
            if (joules != null) {
                double efficiency = planned.macs() / joules;
                OptionalDouble spread = JouleSpread.of(lane.run(), result.unit());
                networks.add(NetworkEfficiency.ofZoo(
                        name,
                        Convention.PAPER,
                        efficiency,
                        spread.isEmpty() ? spread : OptionalDouble.of(spread.getAsDouble() * efficiency)));
            }
        });
        return networks;
    }

    private static @Nullable Double joules(Lane lane, PlannedCase planned) {
        return lane.result(planned.key()).map(CaseResult::joulesPerOp).orElse(null);
    }
}
