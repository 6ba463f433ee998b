package macjoule.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import macjoule.model.training.CapacityRange;
import macjoule.model.training.Hardware;
import macjoule.model.training.Iteration;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.TrainingOptions;
import macjoule.model.training.graph.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The thesis' sweep of 489 cache capacities on one workload, graph and steps built anew, on all cores. Run with
 * {@code ./macjoule TrainingBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrainingBenchmark {
    @Param({"RESNET_50", "MOBILENET_V2", "TRANSFORMER", "GNMT"})
    public Workload workload = Workload.RESNET_50;

    @Benchmark
    public List<Iteration> sweep() {
        return TrainingModel.of(workload.graph(), TrainingOptions.THESIS)
                .sweep(CapacityRange.THESIS, Hardware.RTX_2080_TI);
    }
}
