package macjoule.bench.bringup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Workload;
import macjoule.bench.plan.BenchmarkCase;

/** Times cases on engines, as many as the time allows, and keeps each as it comes. */
final class TimeCases implements StepWork {
    private static final List<String> PEAKS = List.of("peak/gemm-4096/n4096", "peak/copy-256/n1");
    private static final List<String> FULLY_CONNECTED = List.of("alexnet/fc6/n", "vgg-16/fc6/n");

    /** The batch of the paper. */
    private static final int BATCH = 256;

    /** Engines on tensor cores are many, and preparing a case takes the host longer than timing it. */
    private static final int SMALL_BATCH = 64;

    /** 0.8 GB in single precision. */
    private static final long MANY = 200_000_000;

    /** What the largest cases grow by from one to the next at most. */
    private static final int GROWTH = 2;

    private final Supplier<List<Engine>> engines;
    private final List<String> keys;

    private TimeCases(Supplier<List<Engine>> engines, List<String> keys) {
        this.engines = engines;
        this.keys = keys;
    }

    /** The most that each engine computes, and the most that the memory moves. */
    static TimeCases peaks() {
        return new TimeCases(GpuEngines::available, PEAKS);
    }

    /** The convolutions of the DeLTA paper and fully connected layers. */
    static TimeCases layers(String engine) {
        int batch = Extent.batch(GpuEngines.isSinglePrecision(engine) ? BATCH : SMALL_BATCH);
        return new TimeCases(() -> List.of(GpuEngines.available(engine)), keys(batch));
    }

    /** In an order of which any number of the first is a fair choice, but for those at the end that take the host longest. */
    static List<String> keys(int batch) {
        List<String> keys = new ArrayList<>();
        FULLY_CONNECTED.forEach(layer -> keys.add(layer + batch));
        keys.addAll(DeltaCases.keys(batch));
        keys.sort(Comparator.comparingLong(TimeCases::toPrepare));
        return keys;
    }

    /** How many values of its input the host has to make for a case, which takes it seconds; 0 for fewer than that. */
    private static long toPrepare(String key) {
        Workload workload = BenchmarkCase.of(key).workload();
        long values = workload.batch() * workload.result().input().elements();
        return values > MANY ? values : 0;
    }

    @Override
    public String run(StepContext context) throws IOException, StepFailedException {
        CsvLog<Timing> log = Timing.log(context.file(Timing.FILE));
        DoneCases done = new DoneCases(
                context.file(Timing.FILE), row -> row.text("harness").equals(Timing.EVENTS));
        List<Timing> timings = new ArrayList<>();
        double longest = 0;
        List<Engine> available = engines.get();
        for (String key : keys) {
            for (Engine engine : available) {
                double left = context.secondsLeft();
                // What is begun and not ended in time would end the step with it.
                if (left > longest * (toPrepare(key) > 0 ? GROWTH : 1) && !done.isDone(key, engine)) {
                    timings.add(timing(key, engine, log));
                    // The first loads the kernels too.
                    longest = timings.size() == 1 ? 0 : Math.max(longest, left - context.secondsLeft());
                }
            }
        }
        return told(timings, keys.size() * available.size());
    }

    private static Timing timing(String key, Engine engine, CsvLog<Timing> log) throws IOException {
        try {
            Timing timing = EventTime.of(key, engine);
            log.add(timing);
            return timing;
        } catch (DeviceException e) {
            log.add(Timing.failed(key, engine.name(), String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private static String told(List<Timing> timings, int all) throws StepFailedException {
        long failed = timings.stream().filter(TimeCases::isFailed).count();
        if (failed > 0 && failed == timings.size()) {
            throw new StepFailedException(
                    "none of " + failed + " timed; the first: " + timings.get(0).reason());
        }
        String best = timings.stream()
                .filter(one -> one.macsPerSecond() != null && !isFailed(one))
                .max(Comparator.comparing(one -> Objects.requireNonNull(one.macsPerSecond())))
                .map(TimeCases::best)
                .orElse("");
        return timings.size() - failed + " of " + all + " timed" + (failed > 0 ? ", " + failed + " failed" : "") + best;
    }

    /** One whose result is wrong has a time all the same. */
    private static boolean isFailed(Timing timing) {
        return timing.secondsPerOp() == null || !timing.reason().isEmpty();
    }

    private static String best(Timing timing) {
        return String.format(
                Locale.ROOT,
                "; most %.1f TMAC/s (%s, %s)",
                Objects.requireNonNull(timing.macsPerSecond()) / 1e12,
                timing.key(),
                timing.engine());
    }
}
