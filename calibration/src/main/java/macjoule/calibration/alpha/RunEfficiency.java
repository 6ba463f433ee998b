package macjoule.calibration.alpha;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
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
 */
public record RunEfficiency(
        Convention convention,
        @Nullable String engine,
        @Nullable Integer batch) {

    /** A network with joules, and how it was run. */
    private record Measured(PlannedCase planned, String engine, double joules) {
        String network() {
            return planned.key().replaceFirst("/n\\d+$", "");
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
        return new EfficiencySet(
                source,
                convention,
                EnergyBasis.GROSS,
                measured.stream().map(this::efficiency).toList());
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
            Double joules = result.joulesPerOp();
            if (network != null
                    && joules != null
                    && isWanted(network, result.unit().engine())) {
                measured.add(new Measured(network, result.unit().engine(), joules));
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

    private NetworkEfficiency efficiency(Measured one) {
        long macs = convention == Convention.PAPER
                ? one.planned().macs()
                : one.planned().macsConvFc();
        return NetworkEfficiency.ofZoo(one.network(), convention, macs / one.joules(), OptionalDouble.empty());
    }
}
