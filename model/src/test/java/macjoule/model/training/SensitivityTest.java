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

        double points = tolerance(change, workload);
        assertThat(100 * ((double) larger.traffic() / small.traffic() - 1)).isCloseTo(traffic, Offset.offset(points));
        assertThat(100 * (large.timeSeconds() / small.timeSeconds() - 1)).isCloseTo(time, Offset.offset(points));
        assertThat(small.timeSeconds() / fast.timeSeconds()).isCloseTo(speedup, Offset.offset(points / 100));
        assertThat(100 * small.typeTwoShare()).isCloseTo(typeTwoShare, Offset.offset(points));
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

    /** Rounding, but for one thing the reference does not tell: in which order its GNMT declares layers. */
    private static double tolerance(String change, Workload workload) {
        boolean ordered = change.equals("CONSTRUCTION") || change.equals("FIRST_CONSUMER_LAST");
        return ordered && workload == Workload.GNMT ? 0.85 : 0.06;
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
