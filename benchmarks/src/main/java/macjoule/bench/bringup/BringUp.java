package macjoule.bench.bringup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.MainJob;
import macjoule.bench.run.MainJob.Outcome;
import macjoule.bench.run.MainJob.Status;

/** Does the steps one after the other within a time, and tells of each outcome as it comes. */
public final class BringUp {
    /** A process that could do anything in less takes longer to begin. */
    private static final double LEAST_SECONDS = 2;

    private final List<BringUpStep> steps;
    private final Runner runner;
    private final LongSupplier nanoClock;

    /** Has a step done, within a time. */
    @FunctionalInterface
    public interface Runner {
        String run(BringUpStep step, double seconds, Consumer<String> progress) throws Exception;
    }

    public BringUp(List<BringUpStep> steps, Runner runner, LongSupplier nanoClock) {
        this.steps = List.copyOf(steps);
        this.runner = runner;
        this.nanoClock = nanoClock;
    }

    /** The steps of this build, each in a process of its own that leaves its results in a folder. */
    public static BringUp inProcesses(List<BringUpStep> steps, Path folder) {
        boolean compilesFirst = steps.stream().anyMatch(step -> step.name().equals(Steps.KERNELS));
        return new BringUp(steps, new StepProcesses(folder, compilesFirst), System::nanoTime);
    }

    /**
     * Does them. Without a GPU it ends with the first, and tells nothing; once it is gone, the steps to come are unavailable for
     * that reason.
     *
     * @param kept gets each outcome as soon as it is known
     */
    public List<Outcome> run(double seconds, Consumer<Outcome> kept, Consumer<String> progress) {
        long start = nanoClock.getAsLong();
        HeldLines lines = new HeldLines(progress);
        lines.hold(Budget.told(steps, seconds));
        List<Outcome> outcomes = new ArrayList<>();
        Optional<String> gone = Optional.empty();
        for (int i = 0; i < steps.size(); i++) {
            BringUpStep step = steps.get(i);
            double left = seconds - (nanoClock.getAsLong() - start) / 1e9;
            double limit = Budget.seconds(steps.subList(i, steps.size()), left);
            String begin = String.format("[%d/%d] %s, at most %.0f s", i + 1, steps.size(), step.name(), limit);
            // To know the GPU takes a moment, after which one line may be enough.
            if (i == 0 && step.name().equals(Steps.IDENTITY)) {
                lines.hold(begin);
            } else {
                lines.tell(begin);
            }
            GoneWatch watch = new GoneWatch();
            Optional<String> reason = Steps.ONLY_READ.contains(step.name()) ? Optional.empty() : gone;
            Outcome outcome = outcome(step, limit, reason, watch, lines::tell);
            if (i == 0 && watch.isWithoutGpu) {
                return List.of(outcome);
            }
            gone = gone.or(() -> watch.reason);
            outcomes.add(outcome);
            kept.accept(outcome);
            lines.tell("  " + outcome.status().id() + ": " + outcome.detail());
        }
        return outcomes;
    }

    /** Why nothing could be measured, if nothing could. To know the GPU, to load kernels, to fit alpha and to report is no measuring. */
    public static Optional<String> obstacle(List<Outcome> outcomes) {
        boolean attempted = outcomes.stream()
                .anyMatch(outcome -> outcome.status() == Status.FAILED
                        || (outcome.status() == Status.DONE && !Steps.MEASURE_NOTHING.contains(outcome.name())));
        return attempted
                ? Optional.empty()
                : outcomes.stream()
                        .filter(outcome -> outcome.status() == Status.UNAVAILABLE)
                        .map(Outcome::detail)
                        .findFirst();
    }

    private Outcome outcome(
            BringUpStep step, double limit, Optional<String> gone, GoneWatch watch, Consumer<String> progress) {
        MainJob.Work work = () -> {
            if (gone.isPresent()) {
                throw new BlockedException(gone.get());
            }
            if (limit < LEAST_SECONDS) {
                throw new BlockedException("no time was left for it; give more with --minutes");
            }
            return watch.look(() -> runner.run(step, limit, line -> progress.accept("  " + line)));
        };
        return new MainJob(List.of(new MainJob.Step(step.name(), work)), nanoClock)
                .run(line -> {})
                .get(0);
    }

    /** Notices when there is no GPU any more. */
    private static final class GoneWatch {
        private Optional<String> reason = Optional.empty();
        private boolean isWithoutGpu;

        String look(MainJob.Work work) throws Exception {
            try {
                return work.run();
            } catch (GoneException e) {
                reason = Optional.of(String.valueOf(e.getMessage()));
                if (e.isFromTheStart()) {
                    isWithoutGpu = true;
                    throw new BlockedException(reason.get());
                }
                throw e;
            }
        }
    }
}
