package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import macjoule.model.training.graph.ExecutionOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to hold for any graph, machine, capacity and set of options. */
class InvariantsTest {
    private static final Checkpointing[] CHECKPOINTS = {
        Checkpointing.NONE, Checkpointing.equal(3), Checkpointing.SQUARE_ROOT, Checkpointing.LEAST_MEMORY
    };

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingExceedsWhatTheMachineCanDo(int seed) {
        Random random = new Random(seed);
        TrainingModel model = TrainingModel.of(RandomGraphs.of(seed), options(random));
        Hardware hardware =
                new Hardware(Math.pow(10, 6 + 4 * random.nextDouble()), Math.pow(10, 6 + 4 * random.nextDouble()));
        long capacity = 8000L + random.nextInt(60_000);
        Trace trace = model.trace(capacity, hardware);
        Iteration run = trace.iteration();

        double enough = 1 + 1e-12;
        assertThat(run.peakOccupancy()).isLessThanOrEqualTo(capacity);
        assertThat(run.utilisation()).isBetween(0.0, enough);
        assertThat(run.timeSeconds() * enough).isGreaterThanOrEqualTo(run.ops() / hardware.throughput());
        if (!model.options().has(Variation.SEPARATE_WRITE_BUS)) {
            assertThat(run.activeTime()).isBetween(0.0, enough);
            assertThat(run.timeSeconds() * enough).isGreaterThanOrEqualTo(run.traffic() / hardware.bandwidth());
        }
        double now = 0;
        for (StepRecord step : trace.steps()) {
            assertThat(step.begin()).isEqualTo(now);
            assertThat(step.computeStart()).isBetween(step.begin(), step.end());
            assertThat(step.occupancy()).isBetween(0L, capacity);
            now = step.end();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anUnboundedCacheMovesEachWeightInputAndWeightGradientOnce(int seed) {
        TrainingModel model = TrainingModel.of(RandomGraphs.of(seed), TrainingOptions.THESIS);
        StepProgram program = model.program();
        long in = 0;
        long out = 0;
        for (int tensor = 0; tensor < program.tensors.size(); tensor++) {
            TensorKind kind = program.tensors.kind(tensor);
            in += kind == TensorKind.WEIGHT || kind == TensorKind.NETWORK_INPUT ? program.tensors.bytes(tensor) : 0;
            out += kind == TensorKind.WEIGHT_GRADIENT ? program.tensors.bytes(tensor) : 0;
        }
        Iteration run = model.run(Long.MAX_VALUE / 4, Hardware.RTX_2080_TI);
        assertThat(run.trafficIn()).isEqualTo(in);
        assertThat(run.trafficOut()).isEqualTo(out);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onlyWeightsInputsAndStatesAreReadBeforeTheyAreWritten(int seed) {
        StepProgram program = TrainingModel.of(RandomGraphs.of(seed), options(new Random(seed)))
                .program();
        for (int access = 0; access < program.accesses(); access++) {
            if (program.previous[access] == StepProgram.NONE && program.reads[access]) {
                assertThat(program.tensors.kind(program.tensor[access]))
                        .isIn(TensorKind.WEIGHT, TensorKind.NETWORK_INPUT, TensorKind.OPTIMIZER_STATE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {24, 128, 500})
    void trafficDoesNotDependOnTheMachine(long mib) {
        TrainingModel model = TrainingModel.of(Vectors.workload("MobileNetV2").graph(), TrainingOptions.THESIS);
        Iteration slow = model.run(mib * CapacityRange.MIB, new Hardware(1e9, 1e12));
        Iteration fast = model.run(mib * CapacityRange.MIB, new Hardware(1e15, 1e9));
        assertThat(slow.trafficIn()).isEqualTo(fast.trafficIn());
        assertThat(slow.trafficOut()).isEqualTo(fast.trafficOut());
    }

    static Stream<Arguments> seeds() {
        return IntStream.range(0, 150).mapToObj(Arguments::of);
    }

    static TrainingOptions options(Random random) {
        TrainingOptions options = TrainingOptions.THESIS
                .withOptimizer(pick(random, Optimizer.values()))
                .withPrecision(pick(random, Precision.values()))
                .withOrder(pick(random, ExecutionOrder.values()))
                .withOverlap(pick(random, Overlap.values()))
                .withMode(pick(random, TrainingOptions.Mode.values()))
                .withCheckpointing(pick(random, CHECKPOINTS));
        return random.nextBoolean() ? options : options.with(pick(random, Variation.values()));
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
