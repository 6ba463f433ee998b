package macjoule.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.PaperLayers;
import macjoule.model.delta.explore.DesignCost;
import macjoule.model.delta.explore.DesignSpace;
import macjoule.model.delta.explore.DesignSweep;
import macjoule.model.delta.explore.Resource;
import macjoule.model.delta.explore.Workload;
import macjoule.model.deltaplus.DeltaPlus;
import macjoule.model.deltaplus.DeltaPlusOptions;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.zoo.Zoo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How fast DeLTA and DeLTA+ predict: one operation is one layer on one GPU, on one thread; a sweep is 100,000 designs over the 155
 * convolutions of ResNet-152, on all cores. Run with {@code ./macjoule DeltaBenchmark}.
 */
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeltaBenchmark {
    private static final int LAYERS = 83;
    private static final int GPUS = 3;
    /** 50 x 20 x 10 x 10 factors. */
    private static final DesignSpace DESIGNS = DesignSpace.EMPTY
            .with(Resource.SM_COUNT, 1, 4, 50)
            .with(Resource.MAC_PER_SM, 1, 8, 20)
            .with(Resource.L2_BANDWIDTH, 1, 3, 10)
            .with(Resource.DRAM_BANDWIDTH, 1, 3, 10);

    private final Delta delta = Delta.paper(DeltaOptions.PAPER);
    private final Delta plus = new Delta(new DeltaPlus(DeltaPlusOptions.DEFAULT), DeltaOptions.PAPER);
    private final List<ConvDims> layers =
            PaperLayers.all().stream().map(layer -> layer.dims(256)).toList();
    private final List<GpuSpec> gpus =
            List.of(GpuCatalogue.find("titan-xp"), GpuCatalogue.find("p100"), GpuCatalogue.find("v100"));
    private final Workload resnet152 =
            Workload.convolutions(Zoo.get("resnet-152").network(), 256);

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OperationsPerInvocation(LAYERS * GPUS)
    public void predict(Blackhole hole) {
        for (GpuSpec gpu : gpus) {
            for (ConvDims layer : layers) {
                hole.consume(delta.predict(layer, gpu));
            }
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @OperationsPerInvocation(LAYERS)
    public void predictPlus(Blackhole hole) {
        for (ConvDims layer : layers) {
            hole.consume(plus.predict(layer, gpus.get(0)));
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public DesignSweep.Result sweepOf100000Designs() {
        return new DesignSweep(delta, gpus.get(0), resnet152, DesignCost.even()).run(DESIGNS);
    }
}
