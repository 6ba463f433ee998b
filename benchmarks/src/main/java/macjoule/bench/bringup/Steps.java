package macjoule.bench.bringup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import macjoule.bench.engine.Engine;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;

/** The steps of a bring-up. Their seconds are those of a bring-up of nine minutes. */
public final class Steps {
    static final String IDENTITY = "identity";
    static final String KERNELS = "kernels";
    static final String SELF_TEST = "self-test";
    static final String ALPHA = "alpha";
    static final String REPORT = "report";

    /** Those that work on what others left, wherever the GPU may be by then. */
    static final Set<String> ONLY_READ = Set.of(ALPHA, REPORT);

    static final Set<String> MEASURE_NOTHING = Set.of(IDENTITY, KERNELS, ALPHA, REPORT);

    /** Those that tell by themselves that there is none, or can do without. */
    static final Set<String> NEED_NO_GPU = Set.of(IDENTITY, ALPHA, REPORT);

    private Steps() {}

    /** All, in their order. */
    public static List<BringUpStep> all() {
        List<BringUpStep> steps = new ArrayList<>();
        // A driver that is not kept loaded starts anew for each first process, which takes seconds.
        steps.add(BringUpStep.fixed(IDENTITY, 4, 30, new Identity()));
        // What NVRTC compiles is kept for all steps behind this one; a busy host takes it much longer.
        steps.add(BringUpStep.fixed(KERNELS, 25, 90, new KernelLoad()));
        steps.add(BringUpStep.elastic(SELF_TEST, 38, new SelfTest()).onItsOwn().resumed());
        steps.add(BringUpStep.elastic("peaks", 12, TimeCases.peaks()).onItsOwn().resumed());
        steps.add(BringUpStep.fixed("probes", 10, 30, new Probes()).onItsOwn());
        // Longer on a sensor that updates once a second than on one that does so ten times.
        steps.add(BringUpStep.fixed("passport", 85, 130, new Passport()).onItsOwn());
        // Takes the GPU itself, as the command that it runs always does.
        steps.add(BringUpStep.fixed("harness", 30, 50, new HarnessCheck()));
        // What the fixed steps took too long is shared by all of these.
        for (Engine engine : GpuEngines.all()) {
            double seconds = GpuEngines.isSinglePrecision(engine.name()) ? 48 : 18;
            BringUpStep layers =
                    BringUpStep.elastic("layers-" + engine.name(), seconds, TimeCases.layers(engine.name()));
            steps.add(layers.onItsOwn().resumed());
        }
        steps.add(BringUpStep.elastic("joules", 78, new JoulesPerOp()).onItsOwn());
        steps.add(BringUpStep.fixed(ALPHA, 5, 15, new Alpha()));
        steps.add(BringUpStep.elastic("counters", 60, new Counters()).onItsOwn());
        steps.add(BringUpStep.fixed(REPORT, 6, 20, new BringUpReport()));
        return steps;
    }

    static BringUpStep find(String name) {
        List<String> names = all().stream().map(BringUpStep::name).toList();
        return all().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException("no such step", name, Nearest.hint(name, names)));
    }

    /** Those of the given names, in their order; all if none is named. */
    public static List<BringUpStep> named(List<String> names) {
        names.forEach(Steps::find);
        return all().stream()
                .filter(step -> names.isEmpty() || names.contains(step.name()))
                .toList();
    }
}
