package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import macjoule.model.training.TrainingOptions.Mode;
import macjoule.model.training.graph.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Footprint, optimizer states, precision, inference and the lower bound. */
class BeyondTheThesisTest {
    private static final Hardware GPU = Hardware.RTX_2080_TI;

    @ParameterizedTest
    @ValueSource(strings = {"ResNet-50", "MobileNetV2", "Transformer", "GNMT"})
    void footprintIsThatOfTheReference(String network) {
        JsonNode expected = Vectors.network(network).get("footprint");
        Footprint footprint = TrainingModel.of(Vectors.workload(network).graph(), TrainingOptions.THESIS)
                .footprint();
        assertThat(footprint.persistent()).isEqualTo(expected.get("persistent").asLong());
        assertThat(footprint.peakActivations())
                .isEqualTo(expected.get("peak_activations").asLong());
        assertThat(footprint.peak()).isEqualTo(expected.get("peak").asLong());
    }

    /** Bytes per parameter: weight and gradient, plus momentum, plus Adam's two moments; mixed adds a 4-byte master copy. */
    @ParameterizedTest
    @CsvSource({
        "SGD, FP32, 8",
        "MOMENTUM, FP32, 12",
        "ADAM, FP32, 16",
        "ADAM, FP16, 8",
        "SGD, MIXED, 8",
        "ADAM, MIXED, 16"
    })
    void optimizersKeepTheirStates(Optimizer optimizer, Precision precision, int bytesPerParameter) {
        TrainingModel model = TrainingModel.of(
                Workload.RESNET_50.graph(),
                TrainingOptions.THESIS.withOptimizer(optimizer).withPrecision(precision));
        assertThat(model.footprint().persistent())
                .isEqualTo(bytesPerParameter * model.graph().parameters());
    }

    /** Unbounded cache: each parameter's 2-byte weight is read and written, its 4-byte master and two moments likewise. */
    @Test
    void mixedPrecisionUpdatesTheMasterWeights() {
        TrainingModel model = TrainingModel.of(
                Workload.RESNET_50.graph(),
                TrainingOptions.THESIS.withOptimizer(Optimizer.ADAM).withPrecision(Precision.MIXED));
        Iteration run = model.run(Long.MAX_VALUE / 4, GPU);
        long parameters = model.graph().parameters();
        assertThat(run.trafficOut()).isEqualTo(parameters * (2 + 3 * 4));
        assertThat(run.trafficIn()).isEqualTo(parameters * (2 + 3 * 4) + 2L * 32 * 224 * 224 * 3);
    }

    /** Unbounded cache: weights and the image come in, the 1000 scores of each image go out. */
    @Test
    void inferenceIsTheForwardPassAlone() {
        TrainingModel model =
                TrainingModel.of(Workload.RESNET_50.graph(), TrainingOptions.THESIS.withMode(Mode.INFERENCE));
        Trace trace = model.trace(Long.MAX_VALUE / 4, GPU);
        assertThat(trace.steps()).hasSize(177).allMatch(step -> step.phase() == Phase.FORWARD);
        assertThat(trace.iteration().trafficIn()).isEqualTo(4 * (model.graph().parameters() + 32L * 224 * 224 * 3));
        assertThat(trace.iteration().trafficOut()).isEqualTo(4 * 32 * 1000);
    }

    /** The thesis quotes 95 % for fused-layer inference of VGG: reuse between layers saves far more than in training. */
    @Test
    void inferenceSavesMoreThanTraining() {
        TrainingModel model =
                TrainingModel.of(Workload.RESNET_50.graph(), TrainingOptions.THESIS.withMode(Mode.INFERENCE));
        double saved = 1
                - (double) model.run(296 * CapacityRange.MIB, GPU).traffic()
                        / model.run(24 * CapacityRange.MIB, GPU).traffic();
        assertThat(saved).isGreaterThan(0.95);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("macjoule.model.training.InvariantsTest#seeds")
    void nothingUndercutsTheBound(int seed) {
        Random random = new Random(seed);
        TrainingModel model = TrainingModel.of(RandomGraphs.of(seed), InvariantsTest.options(random));
        for (long capacity = 8000; capacity < 200_000; capacity = capacity * 3 / 2) {
            assertThat(model.trafficBound(capacity).total())
                    .isLessThanOrEqualTo(model.run(capacity, GPU).traffic());
        }
        long unbounded = Long.MAX_VALUE / 4;
        TrafficBound bound = model.trafficBound(unbounded);
        assertThat(bound.total()).isEqualTo(model.run(unbounded, GPU).traffic());
        assertThat(bound.reloads() + bound.spills()).isZero();
    }

    /**
     * The toy network at 14 000 bytes. Read again later are, after d2 of the forward pass, x, a1 and d2 with 4000 each and the weights
     * of d1 and d2 with 3000: 1000 too many. After d3, x, a1 and s, all weights, and 400 of d3: 1400 too many of what is left. After
     * the backward step of s, a1 and two gradients with 4000 each, 3000 of weights and what is left of x: 2600 too many. Only x and
     * weights, which are wanted last, give way; they are never written, so that nothing spills.
     */
    @Test
    void theBoundOfTheToyNetworkByHand() {
        TrafficBound bound =
                TrainingModel.of(ToyVectorsTest.toy(), TrainingOptions.THESIS).trafficBound(14_000);
        assertThat(bound).isEqualTo(new TrafficBound(8000, 4000, 1000 + 1400 + 2600, 0));
    }
}
