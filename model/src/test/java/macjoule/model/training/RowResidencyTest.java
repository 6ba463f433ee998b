package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import macjoule.model.training.TrainingOptions.Mode;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;
import macjoule.model.training.graph.Workload;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a larger cache is worse, and how keeping parts of maps cures it. */
class RowResidencyTest {
    private static final Hardware GPU = Hardware.RTX_2080_TI;
    private static final TrainingOptions ROWS = TrainingOptions.THESIS.with(Variation.ROW_RESIDENCY);

    /** The largest rises between neighbouring capacities of the thesis' sweep, as an independent implementation finds them. */
    @ParameterizedTest
    @CsvSource({"RESNET_50, 0.22, 0.90", "MOBILENET_V2, 0, 0.57", "TRANSFORMER, 0, 6.36"})
    void wholeTensorsMakeSomeLargerCachesWorse(Workload workload, double traffic, double time) {
        List<Iteration> sweep = sweep(workload, TrainingOptions.THESIS);
        assertThat(largestRise(sweep, Iteration::traffic)).isCloseTo(traffic, Offset.offset(0.005));
        assertThat(largestRise(sweep, Iteration::timeSeconds)).isCloseTo(time, Offset.offset(0.005));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESNET_50", "MOBILENET_V2", "TRANSFORMER", "TRANSFORMER_PLAIN"})
    void withRowsTrafficNeverRisesAndIsNeverMore(Workload workload) {
        List<Iteration> whole = sweep(workload, TrainingOptions.THESIS);
        List<Iteration> rows = sweep(workload, ROWS);
        assertThat(largestRise(rows, Iteration::traffic)).isZero();
        assertThat(largestRise(rows, Iteration::timeSeconds)).isLessThan(1.3);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).traffic()).isLessThanOrEqualTo(whole.get(i).traffic());
        }
        assertThat(rows.get(0).timeSeconds()).isLessThan(0.95 * whole.get(0).timeSeconds());
    }

    /**
     * Two point-wise layers over maps of ten rows of 400 bytes with 3000 bytes of cache. Whole, the map between them goes out and in.
     * By rows, seven of its rows stay, and three go out and in.
     */
    @Test
    void whatDoesNotFitIsExactlyWhatMoves() {
        TrainingGraph graph = new TrainingGraph(
                "two", 1, List.of(TrainingLayer.input("x", 1000, 10), layer("a", "x"), layer("b", "a")));
        TrainingOptions inference = TrainingOptions.THESIS.withMode(Mode.INFERENCE);
        Iteration whole = TrainingModel.of(graph, inference).run(3000, GPU);
        Iteration rows =
                TrainingModel.of(graph, inference.with(Variation.ROW_RESIDENCY)).run(3000, GPU);
        assertThat(whole.trafficIn()).isEqualTo(8000);
        assertThat(whole.trafficOut()).isEqualTo(8000);
        assertThat(rows.trafficIn()).isEqualTo(4000 + 3 * 400);
        assertThat(rows.trafficOut()).isEqualTo(4000 + 3 * 400);
        assertThat(rows.peakOccupancy()).isEqualTo(7 * 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("macjoule.model.training.InvariantsTest#seeds")
    void rowsKeepWithinTheCacheAndAboveTheBound(int seed) {
        Random random = new Random(seed);
        TrainingModel model = TrainingModel.of(
                RandomGraphs.of(seed), InvariantsTest.options(random).with(Variation.ROW_RESIDENCY));
        for (long capacity = 8000; capacity < 200_000; capacity = capacity * 3 / 2) {
            Trace trace = model.trace(capacity, new Hardware(1e9, 1e9));
            assertThat(trace.iteration().traffic())
                    .isGreaterThanOrEqualTo(model.trafficBound(capacity).total());
            long most = capacity;
            assertThat(trace.steps()).allMatch(step -> step.occupancy() >= 0 && step.occupancy() <= most);
        }
    }

    private static TrainingLayer layer(String name, String input) {
        return TrainingLayer.of(name, LayerType.ACTIVATION, List.of(input), 1000, 10, 1000);
    }

    private static List<Iteration> sweep(Workload workload, TrainingOptions options) {
        return TrainingModel.of(workload.graph(), options).sweep(CapacityRange.THESIS, GPU);
    }

    /** In percent; 0 if there is none but for rounding. */
    private static double largestRise(List<Iteration> sweep, ToDoubleFunction<Iteration> value) {
        double largest = 0;
        for (int i = 1; i < sweep.size(); i++) {
            largest = Math.max(largest, value.applyAsDouble(sweep.get(i)) / value.applyAsDouble(sweep.get(i - 1)) - 1);
        }
        return largest < 1e-12 ? 0 : 100 * largest;
    }
}
