package macjoule.calibration.alpha;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.RunRecord;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.zoo.Zoo;
import org.jspecify.annotations.Nullable;

/**
 * Energy efficiencies of the networks that a run measured with joules: the one way from a run directory to a fit of alpha.
 *
 * @param convention by which MACs are counted
 * @param engine the only engine to take, null for the only one there is
 * @param batch the only batch to take, null for the only one there is
 * @param basis whether the power of idling is taken off
 * @param idleWatts what the device draws idle, null for what the run measured; not used for gross joules
 */
public record RunEfficiency(
        Convention convention,
        @Nullable String engine,
        @Nullable Integer batch,
        EnergyBasis basis,
        @Nullable Double idleWatts) {
    private static final String BATCH_AT_END = "/n\\d+$";

    /** All joules of whatever engine and batch a run has. */
    public static RunEfficiency gross(Convention convention) {
        return new RunEfficiency(convention, null, null, EnergyBasis.GROSS, null);
    }

    public RunEfficiency withBasis(EnergyBasis other) {
        return new RunEfficiency(convention, engine, batch, other, idleWatts);
    }

    /** A network with joules, and how it was run. */
    private record Measured(PlannedCase planned, String engine, double seconds, Joules joules, OptionalDouble spread) {
        String network() {
            return planned.key().replaceFirst(BATCH_AT_END, "");
        }
    }

    /** Each engine and batch with joules of a network, one choice for each, in the order of the plan. */
    public static List<RunEfficiency> choices(RunRecord run, Convention convention) {
        return gross(convention).measured(run).stream()
                .map(one -> new RunEfficiency(
                        convention, one.engine(), one.planned().batch(), EnergyBasis.GROSS, null))
                .distinct()
                .toList();
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
        List<NetworkEnergy> energies =
                measured.stream().map(one -> energy(one, source)).toList();
        return basis == EnergyBasis.NET
                ? NetworkEnergy.net(source, convention, energies)
                : NetworkEnergy.gross(source, convention, energies);
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
            Joules joules = result.joules();
            if (network != null && seconds != null && joules != null && isWanted(network, ran)) {
                measured.add(new Measured(network, ran, seconds, joules, JouleSpread.of(run, result.unit())));
            }
        }
        return measured;
    }

    private boolean isWanted(PlannedCase network, String ran) {
        return (engine == null || engine.equals(ran)) && (batch == null || batch == network.batch());
    }

    private NetworkEnergy energy(Measured one, String source) {
        double idle = basis == EnergyBasis.NET ? idleJoules(one, source) : 0;
        String name = one.network();
        int images = one.planned().batch();
        double joules = one.joules().perOp();
        NetworkEnergy energy = Zoo.find(name).isPresent()
                ? NetworkEnergy.ofZoo(name, convention, images, joules, idle)
                : new NetworkEnergy(
                        name,
                        recorded(one.planned(), source),
                        OptionalDouble.empty(),
                        images,
                        joules,
                        idle,
                        OptionalDouble.empty());
        return energy.withSpread(one.spread());
    }

    /** A network of one's own is counted as the manifest has it. */
    private Counts recorded(PlannedCase planned, String source) {
        if (convention != Convention.PAPER) {
            throw new BadInputException(
                    "the run counted " + planned.key() + " by " + Convention.PAPER.id() + " alone",
                    source,
                    "use --convention " + Convention.PAPER.id());
        }
        int images = planned.batch();
        return new Counts(planned.macs() / images, planned.parameters(), planned.activations() / images);
    }

    private double idleJoules(Measured one, String source) {
        if (idleWatts != null) {
            if (!(idleWatts >= 0)) {
                throw new BadInputException("an idle power of " + idleWatts + " W", source, "give a number from 0 up");
            }
            return idleWatts * one.seconds();
        }
        Double net = one.joules().netPerOp();
        if (net == null) {
            throw new BadInputException(
                    "no joules net of idle for " + one.planned().key() + " ("
                            + one.joules().netReason() + ")",
                    source,
                    "measure it again with --idle, or give --idle-watts");
        }
        return one.joules().perOp() - net;
    }

    /** A pass that finds the cache of the card emptied is another workload, told apart by its key, and no network of its own. */
    private static @Nullable PlannedCase network(RunRecord run, CaseResult result) {
        return run.manifest()
                .plan()
                .find(result.unit().key())
                .filter(planned -> planned.kind() == Kind.NETWORK)
                .filter(planned -> planned.key().matches(".*" + BATCH_AT_END))
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
