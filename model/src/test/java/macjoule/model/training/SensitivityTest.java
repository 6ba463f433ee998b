package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import macjoule.model.training.graph.ExecutionOrder;
import macjoule.model.training.graph.Workload;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * One rule changed at a time, against the same changes in an independent implementation: traffic saved by a larger cache, time
 * saved by 500 MB, speedup of 1.71 times the throughput at 24 MB, share of type II layers at 24 MB. Printed to three digits there.
 */
class SensitivityTest {
    private static final Offset<Double> ROUNDING = Offset.offset(0.06);
    private static final Offset<Double> ROUNDING_OF_RATIOS = Offset.offset(0.0006);
    private static final Map<String, TrainingModel> MODELS = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "{0} on {1}")
    @CsvFileSource(resources = "sensitivity.csv", numLinesToSkip = 1)
    void changesAsMuchAsInTheReference(
            String change, Workload workload, double traffic, double time, double speedup, double typeTwoShare) {
        TrainingModel model =
                MODELS.computeIfAbsent(workload + change, key -> TrainingModel.of(workload.graph(), options(change)));
        long unit = change.equals("DECIMAL_MEGABYTES") ? 1_000_000 : CapacityRange.MIB;
        Hardware gpu = Hardware.RTX_2080_TI;
        Iteration small = model.run(24 * unit, gpu);
        Iteration fast = model.run(24 * unit, gpu.withThroughput(23.04e12));
        Iteration larger = model.run(largerMiB(workload) * unit, gpu);
        Iteration large = model.run(500 * unit, gpu);

        assertThat(100 * ((double) larger.traffic() / small.traffic() - 1)).isCloseTo(traffic, ROUNDING);
        assertThat(100 * (large.timeSeconds() / small.timeSeconds() - 1)).isCloseTo(time, ROUNDING);
        assertThat(small.timeSeconds() / fast.timeSeconds()).isCloseTo(speedup, ROUNDING_OF_RATIOS);
        assertThat(100 * small.typeTwoShare()).isCloseTo(typeTwoShare, ROUNDING);
    }

    /** The Transformer ends in a batch normalisation: its loss still reads those 128 x 50 x 1024 outputs once. */
    @Test
    void theLossOfABatchNormPassesOnce() {
        TrainingModel model = TrainingModel.of(Workload.TRANSFORMER.graph(), options("TWO_PASS_BATCH_NORM"));
        assertThat(model.trace(24 * CapacityRange.MIB, Hardware.RTX_2080_TI).steps())
                .filteredOn(step -> step.phase() == Phase.LOSS)
                .extracting(StepRecord::trafficIn)
                .containsExactly(4L * 128 * 50 * 1024);
    }

    /** The capacity at which the thesis states the saved traffic. */
    private static int largerMiB(Workload workload) {
        return switch (workload) {
            case RESNET_50 -> 296;
            case MOBILENET_V2 -> 442;
            case TRANSFORMER, TRANSFORMER_PLAIN -> 128;
            case GNMT -> 500;
        };
    }

    private static TrainingOptions options(String change) {
        TrainingOptions thesis = TrainingOptions.THESIS;
        return switch (change) {
            case "BASE", "DECIMAL_MEGABYTES" -> thesis;
            case "TWO_OPS_PER_MAC" -> thesis.withOpsPerMac(2);
            case "NO_OVERLAP" -> thesis.withOverlap(Overlap.NONE);
            case "ALL_OVERLAP" -> thesis.withOverlap(Overlap.ALL);
            case "SGD", "ADAM" -> thesis.withOptimizer(Optimizer.valueOf(change));
            case "FIRST_CONSUMER_LAST", "CONSTRUCTION" -> thesis.withOrder(ExecutionOrder.valueOf(change));
            case "FP16" -> thesis.withPrecision(Precision.FP16);
            default -> thesis.with(Variation.valueOf(change));
        };
    }
}
