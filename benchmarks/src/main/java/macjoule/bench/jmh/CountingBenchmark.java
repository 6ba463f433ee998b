package macjoule.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Network;
import macjoule.model.zoo.Zoo;
import macjoule.model.zoo.ZooEntry;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How fast the whole zoo is built and counted. The secondary metric {@code layers} is layers per second. Run with
 * {@code ./macjoule CountingBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CountingBenchmark {
    private List<Network> networks = List.of();

    /** Counts what one operation of the benchmark does in units that mean something. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Done {
        public long layers;

        @Setup(Level.Iteration)
        public void reset() {
            layers = 0;
        }
    }

    @Setup
    public void build() {
        networks = Zoo.entries().stream().map(ZooEntry::network).toList();
    }

    /** Counting alone, of networks built before. */
    @Benchmark
    public void count(Blackhole hole, Done done) {
        for (Network network : networks) {
            hole.consume(Convention.PAPER.count(network));
            done.layers += network.nodes().size();
        }
    }

    /** Building with shape inference, then counting. */
    @Benchmark
    public Counts buildAndCount(Done done) {
        Counts last = new Counts(0, 0, 0);
        for (ZooEntry entry : Zoo.entries()) {
            Network network = entry.network();
            last = last.plus(Convention.PAPER.count(network));
            done.layers += network.nodes().size();
        }
        return last;
    }
}
