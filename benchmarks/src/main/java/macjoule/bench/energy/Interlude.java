package macjoule.bench.energy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.SteadyState;
import macjoule.bench.energy.window.StratifiedBlocks;
import macjoule.bench.energy.window.WindowReport;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a benchmark's work before an iteration: it warms the GPU up before the first, and is measured in
 * blocks before each if it hides from the sensor. JMH tears a benchmark down within its last iteration, so afterwards
 * would be too late.
 */
final class Interlude {
    private final GpuMeter meter;
    private final NanoClock clock;
    private final Consumer<Boolean> simulatedLoad;
    private final int steadySeconds;
    private @Nullable ObjectNode steadyState;
    private boolean unsteady;

    /**
     * @param simulatedLoad is told when work begins and ends
     * @param steadySeconds how long to wait at most until the GPU is as warm as it gets, or 0
     */
    Interlude(GpuMeter meter, NanoClock clock, Consumer<Boolean> simulatedLoad, int steadySeconds) {
        this.meter = meter;
        this.clock = clock;
        this.simulatedLoad = simulatedLoad;
        this.steadySeconds = steadySeconds;
    }

    /** Warms up once. */
    void warmUp() {
        if (steadySeconds > 0 && steadyState == null) {
            steadyState = steady(OfferedWork.current());
        }
    }

    private ObjectNode steady(@Nullable Runnable work) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("mostSeconds", steadySeconds);
        if (work == null) {
            return json.putNull("reached").put("reason", "the benchmark has offered no work to warm up with");
        }
        if (meter.read(Quantity.TEMPERATURE) < 0) {
            return json.putNull("reached").put("reason", "the GPU tells no temperature");
        }
        try (WorkLoop loop = new WorkLoop(work)) {
            Loaded loaded = new Loaded(loop);
            loaded.start();
            SteadyState state = SteadyState.await(meter, steadySeconds);
            loaded.stop();
            unsteady = !state.reached();
            if (state.code() != NvmlCode.SUCCESS) {
                json.put("reason", state.code().meaning());
            }
            return json.put("reached", state.reached())
                    .put("seconds", state.seconds())
                    .put("celsiusBefore", known(state.celsiusBefore()))
                    .put("celsiusAfter", known(state.celsiusAfter()));
        }
    }

    private static @Nullable Long known(long celsius) {
        return celsius < 0 ? null : celsius;
    }

    /** What came of warming up, or null if it was not asked for. */
    @Nullable
    ObjectNode steadyState() {
        return steadyState;
    }

    /** Whether the GPU was still growing warmer when patience ran out. */
    boolean isUnsteady() {
        return unsteady;
    }

    /**
     * A window in blocks, or null where one undivided window does or there is no work to repeat.
     *
     * @param secondsPerOperation NaN where no iteration has told it yet; then the work is timed
     * @param operations how many of them the work does at once
     */
    @Nullable
    WindowReport blocks(double secondsPerOperation, int operations, double windowSeconds) {
        Runnable work = OfferedWork.current();
        if (work == null || !meter.isStratified()) {
            return null;
        }
        double operation = Double.isNaN(secondsPerOperation) ? secondsOnce(work) / operations : secondsPerOperation;
        if (!meter.isBlindTo(operation, windowSeconds)) {
            return null;
        }
        try (WorkLoop loop = new WorkLoop(work)) {
            return meter.measureInBlocks(new Loaded(loop), operation, windowSeconds);
        }
    }

    /** The first time is not taken, as much is made ready by it. */
    private double secondsOnce(Runnable work) {
        work.run();
        long start = clock.nanos();
        work.run();
        return (clock.nanos() - start) / 1e9;
    }

    /** A simulated GPU draws power only if it is told that there is work. */
    private final class Loaded implements StratifiedBlocks.Work {
        private final StratifiedBlocks.Work work;

        private Loaded(StratifiedBlocks.Work work) {
            this.work = work;
        }

        @Override
        public void start() {
            simulatedLoad.accept(true);
            work.start();
        }

        @Override
        public void stop() {
            try {
                work.stop();
            } finally {
                simulatedLoad.accept(false);
            }
        }
    }
}
