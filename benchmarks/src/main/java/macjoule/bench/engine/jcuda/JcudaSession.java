package macjoule.bench.engine.jcuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.jcuda.driver.DeviceMemory;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.driver.Stopwatch;
import org.jspecify.annotations.Nullable;

/** Starts the launches of a workload one after the other, without coming back to the host in between. */
final class JcudaSession implements DeviceSession {
    /** A cache that is not strict in what it throws out first is empty after this many times its size has gone through. */
    private static final int CACHES_TO_FLUSH = 4;

    private static final long LEAST_FLUSH_BYTES = 64L << 20;

    private final Gpu gpu;
    private final DevicePool pool;
    private final ConvolutionLibrary library;
    private final Program program;
    private final Step[] steps;
    private @Nullable DeviceMemory flush;

    JcudaSession(
            Gpu gpu,
            Precision precision,
            Workload workload,
            WeightSource weights,
            ConvolutionLibrary.Source source,
            Optional<Candidate> only) {
        this.gpu = gpu;
        pool = new DevicePool(gpu);
        library = source.open(gpu, precision);
        try {
            program = new Program(gpu, precision, workload, weights, pool, library, new Tuner(gpu, precision, only));
        } catch (RuntimeException e) {
            library.close();
            pool.close();
            throw e;
        }
        steps = program.steps().toArray(Step[]::new);
    }

    @Override
    public void run() {
        gpu.enter();
        start();
    }

    private void start() {
        for (Step step : steps) {
            step.work().start(gpu);
        }
    }

    @Override
    public void synchronise() {
        gpu.enter();
        gpu.synchronise();
    }

    @Override
    public double time(int operations) {
        gpu.enter();
        try (Stopwatch stopwatch = new Stopwatch(gpu)) {
            stopwatch.start();
            for (int i = 0; i < operations; i++) {
                start();
            }
            stopwatch.stop();
            return stopwatch.seconds();
        }
    }

    @Override
    public double timeCold(int operations) {
        gpu.enter();
        DeviceMemory rubbish = flushed();
        List<Stopwatch> stopwatches = new ArrayList<>();
        try {
            double seconds = 0;
            for (int i = 0; i < operations; i++) {
                Stopwatch stopwatch = new Stopwatch(gpu);
                stopwatches.add(stopwatch);
                gpu.clear(rubbish);
                stopwatch.start();
                start();
                stopwatch.stop();
            }
            for (Stopwatch stopwatch : stopwatches) {
                seconds += stopwatch.seconds();
            }
            return seconds;
        } finally {
            stopwatches.forEach(Stopwatch::close);
        }
    }

    private DeviceMemory flushed() {
        DeviceMemory present = flush;
        if (present == null) {
            long bytes =
                    Math.max(LEAST_FLUSH_BYTES, CACHES_TO_FLUSH * gpu.identity().l2Bytes());
            present = pool.empty(bytes, "emptying the cache");
            flush = present;
        }
        return present;
    }

    @Override
    public List<String> kernels() {
        List<String> lines = new ArrayList<>();
        lines.add("kernels: " + gpu.kernels().origin());
        for (Step step : steps) {
            lines.add(step.toString());
        }
        return lines;
    }

    @Override
    public float[] output() {
        gpu.enter();
        return program.output();
    }

    @Override
    public float[] output(int index) {
        gpu.enter();
        return program.output(index);
    }

    @Override
    public void close() {
        gpu.enter();
        library.close();
        pool.close();
    }
}
