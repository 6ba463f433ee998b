package macjoule.bench.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Steps done one after the other, each able to fail alone. */
public final class MainJob {
    private final List<Step> steps;
    private final LongSupplier nanoClock;

    /** One step of the job. */
    public record Step(String name, Work work) {}

    /** What a step does: returns one line telling what came of it. */
    @FunctionalInterface
    public interface Work {
        String run() throws Exception;
    }

    /** How a step went. */
    public enum Status {
        DONE,
        /** This host cannot do it; that is no failure. */
        UNAVAILABLE,
        FAILED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Outcome(String name, Status status, double seconds, String detail) {}

    /**
     * @param nanoClock a clock in nanoseconds, such as {@code System::nanoTime}
     */
    public MainJob(List<Step> steps, LongSupplier nanoClock) {
        this.steps = List.copyOf(steps);
        this.nanoClock = nanoClock;
    }

    /** Does every step and tells of each as it begins. */
    public List<Outcome> run(Consumer<String> progress) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Step step : steps) {
            progress.accept("[" + (outcomes.size() + 1) + "/" + steps.size() + "] " + step.name());
            outcomes.add(outcome(step));
        }
        return outcomes;
    }

    private Outcome outcome(Step step) {
        long start = nanoClock.getAsLong();
        try {
            String detail = step.work().run();
            return new Outcome(step.name(), Status.DONE, secondsSince(start), detail);
        } catch (BlockedException e) {
            return new Outcome(step.name(), Status.UNAVAILABLE, secondsSince(start), String.valueOf(e.getMessage()));
        } catch (Exception e) {
            // One broken step must not take the others' results with it.
            return new Outcome(step.name(), Status.FAILED, secondsSince(start), String.valueOf(e.getMessage()));
        }
    }

    private double secondsSince(long start) {
        return Duration.ofNanos(nanoClock.getAsLong() - start).toNanos() / 1e9;
    }
}
