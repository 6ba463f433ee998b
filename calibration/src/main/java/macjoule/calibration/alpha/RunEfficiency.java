package macjoule.calibration.alpha;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.RunRecord;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import org.jspecify.annotations.Nullable;

/**
 * Energy efficiencies of the networks that a run measured with joules.
 *
 * @param convention by which MACs are counted
 * @param engine the only engine to take, null for the only one there is
 * @param batch the only batch to take, null for the only one there is
 * @param idleWatts what the device draws idle, to be taken off; null to keep all it drew
 */
public record RunEfficiency(
        Convention convention,
        @Nullable String engine,
        @Nullable Integer batch,
        @Nullable Double idleWatts) {

    /** A network with joules, and how it was run. */
    private record Measured(PlannedCase planned, String engine, double seconds, double joules) {
        NetworkEnergy energy() {
            return new NetworkEnergy(planned.key().replaceFirst("/n\\d+$", ""), planned.batch(), joules, seconds);
        }
    }

    /**
     * Reads the efficiencies out of a run.
     *
     * @param source the run directory, for messages
     */
    public EfficiencySet of(String source, RunRecord run) {
        requireWholeCard(run, source);
        List<Measured> measured = measured(run);
        if (measured.isEmpty()) {
            throw new BadInputException(
                    "no network with joules (" + reasonAgainst(run) + ")",
                    source,
                    "measure networks on a host with an energy sensor, or give a CSV file");
        }
        requireOne(
                "engines", "--engine", measured.stream().map(Measured::engine).toList(), source);
        requireOne(
                "batches",
                "--batch",
                measured.stream().map(one -> one.planned().batch()).toList(),
                source);
        List<NetworkEnergy> energies = measured.stream().map(Measured::energy).toList();
        return idleWatts == null
                ? NetworkEnergy.gross(source, convention, energies)
                : NetworkEnergy.net(source, convention, energies, idleWatts);
    }

    /** Instances of one card share its sensor, which cannot tell whose joules it counts. */
    private static void requireWholeCard(RunRecord run, String source) {
        for (JsonNode device : run.manifest().energy().path("devices")) {
            if (device.path("gpu").path("mig").asBoolean()) {
                throw new BadInputException(
                        "energy shared with other instances of the card (MIG)", source, "measure on a whole card");
            }
        }
    }

    private List<Measured> measured(RunRecord run) {
        List<Measured> measured = new ArrayList<>();
        for (CaseResult result : run.results()) {
            PlannedCase network = network(run, result);
            String ran = result.unit().engine();
            Double seconds = result.secondsPerOp();
            Double joules = result.joulesPerOp();
            if (network != null && seconds != null && joules != null && isWanted(network, ran)) {
                measured.add(new Measured(network, ran, seconds, joules));
            }
        }
        return measured;
    }

    private boolean isWanted(PlannedCase network, String ran) {
        return (engine == null || engine.equals(ran)) && (batch == null || batch == network.batch());
    }

    private static @Nullable PlannedCase network(RunRecord run, CaseResult result) {
        return run.manifest()
                .plan()
                .find(result.unit().key())
                .filter(planned -> planned.kind() == Kind.NETWORK)
                .orElse(null);
    }

    private static String reasonAgainst(RunRecord run) {
        for (CaseResult result : run.results()) {
            String reason = result.reason() == null ? result.joulesReason() : result.reason();
            if (network(run, result) != null && reason != null) {
                return reason;
            }
        }
        return "none was measured as asked for";
    }

    private static void requireOne(String what, String option, List<?> found, String source) {
        List<?> distinct = found.stream().distinct().toList();
        if (distinct.size() > 1) {
            throw new BadInputException(
                    "networks measured with several " + what + ", " + distinct, source, "choose with " + option);
        }
    }
}
