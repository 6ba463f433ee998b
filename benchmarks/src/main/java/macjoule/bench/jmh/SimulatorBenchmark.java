package macjoule.bench.jmh;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import macjoule.model.sim.CacheSize;
import macjoule.model.sim.SimulationResult;
import macjoule.model.sim.SimulationSetup;
import macjoule.model.sim.Simulator;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast the cache simulation is, on one thread and on two that share a layer or take one each. The secondary metric {@code laneLoads} is element loads per second.
 * Run with {@code ./macjoule SimulatorBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SimulatorBenchmark {
    private static final int LAYERS = 4;

    @Param({"1", "2"})
    public int threads = 1;

    /** A 3x3 layer in the middle of VGG-16, and a 1x1 layer of ResNet-152. */
    @Param({"3x3", "1x1"})
    public String kernel = "3x3";

    private Simulator simulator = Simulator.withThreads(1);
    private SimulationSetup setup = setup();

    /** Counts what one simulation does. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Done {
        public long laneLoads;

        @Setup(Level.Iteration)
        public void reset() {
            laneLoads = 0;
        }
    }

    @Setup
    public void open() {
        simulator.close();
        simulator = Simulator.withThreads(threads);
        setup = setup();
    }

    @TearDown
    public void close() {
        simulator.close();
    }

    @Benchmark
    public SimulationResult simulate(Done done) {
        SimulationResult result = simulator.run(setup);
        done.laneLoads += result.laneLoads();
        return result;
    }

    /** Independent layers, as many at a time as there are threads. */
    @Benchmark
    public List<SimulationResult> simulateLayers(Done done) {
        List<SimulationResult> results = simulator.runAll(Collections.nCopies(LAYERS, setup));
        results.forEach(result -> done.laneLoads += result.laneLoads());
        return results;
    }

    private SimulationSetup setup() {
        ConvDims layer = kernel.equals("3x3")
                ? ConvDims.of("conv3_2", 4, 256, 56, 56, 256, 3, 3, 1, 1)
                : ConvDims.of("res3_a", 16, 512, 28, 28, 128, 1, 1, 1, 0);
        return SimulationSetup.of(
                layer, Tile.T128X128, 30, 2, CacheSize.ofKilobytes(48, 4), CacheSize.ofKilobytes(3072, 16));
    }
}
