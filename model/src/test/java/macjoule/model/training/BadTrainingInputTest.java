package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.training.graph.ExecutionOrder;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.NetworkConversion;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;
import macjoule.model.training.graph.Workload;
import macjoule.model.zoo.Zoo;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be evaluated is refused with a line that says where and what to do. */
class BadTrainingInputTest {
    private static final TrainingLayer INPUT = TrainingLayer.input("x", 1000, 1);

    @Test
    void aCycle() {
        assertBad(() -> graph(layer("a", "x", "b"), layer("b", "a")), "network g, layer a", "cycle");
    }

    @Test
    void aLayerThatReadsItself() {
        assertBad(() -> graph(layer("a", "a")), "network g, layer a", "cycle");
    }

    @Test
    void aDanglingInput() {
        assertBad(() -> graph(layer("a", "y")), "'y', which is no layer", "network g, layer a");
    }

    @Test
    void aNameUsedTwice() {
        assertBad(() -> graph(layer("x", "x")), "used twice");
    }

    @Test
    void sharedWeightsOfDifferentSize() {
        assertBad(
                () -> graph(layer("a", "x").withWeights(3, "k"), layer("b", "a").withWeights(4, "k")),
                "layer b",
                "same number of weights");
    }

    @Test
    void aLayerThatReadsNothing() {
        assertBad(() -> layer("a"), "layer a", "something to read");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 11})
    void rowsThatCannotBe(long rows) {
        assertBad(() -> TrainingLayer.input("x", 10, rows), rows + " rows", "layer x");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void anEmptyOutput(long elements) {
        assertBad(() -> TrainingLayer.input("x", elements, 1), elements + " output elements", "layer x");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3, 2_000_000_000})
    void aBatchOutOfBounds(int batch) {
        assertBad(() -> new TrainingGraph("g", batch, List.of(INPUT)), "batch of " + batch, "1 to 1000000");
        for (Workload workload : Workload.values()) {
            assertBad(() -> workload.graph(batch), "batch of " + batch, workload.label());
        }
        assertBad(
                () -> NetworkConversion.of(Zoo.find("alexnet").orElseThrow().network(), batch),
                "batch of " + batch,
                "alexnet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24..", "1000..24:2", "0..10:2", "24..1000:0", "24MB", "-4"})
    void aRangeThatIsNone(String range) {
        assertBad(() -> CapacityRange.parse(range), "is no range", "FROM..TO:STEP");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aMachineThatCannotBe(double value) {
        assertBad(() -> new Hardware(value, 1), "throughput", "more than 0");
        assertBad(() -> new Hardware(1, value), "bandwidth", "more than 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 3999})
    void aCacheBelowOneRow(long bytes) {
        TrainingModel model = TrainingModel.of(graph(layer("a", "x")), TrainingOptions.THESIS);
        assertBad(() -> model.run(bytes, Hardware.RTX_2080_TI), "one row", "at least 4000 bytes");
    }

    @Test
    void aNetworkWithoutLayers() {
        assertBad(() -> TrainingModel.of(graph(), TrainingOptions.THESIS), "nothing to compute", "network g");
    }

    @Test
    void aRangeTooFine() {
        assertBad(() -> CapacityRange.parse("1..999999999"), "more than 100000 capacities", "larger step");
    }

    @Test
    void operationsPerMacOtherThanOneOrTwo() {
        assertBad(() -> TrainingOptions.THESIS.withOpsPerMac(3), "3 operations", "1 or 2");
    }

    @Test
    void declarationOrderThatReadsAhead() {
        TrainingGraph graph = graph(layer("b", "a"), layer("a", "x"));
        TrainingOptions asDeclared = TrainingOptions.THESIS.withOrder(ExecutionOrder.CONSTRUCTION);
        assertBad(() -> TrainingModel.of(graph, asDeclared), "reads a, which is declared after it");
    }

    private static TrainingGraph graph(TrainingLayer... more) {
        List<TrainingLayer> layers = new ArrayList<>(List.of(more));
        layers.add(0, INPUT);
        return new TrainingGraph("g", 1, layers);
    }

    private static TrainingLayer layer(String name, String... inputs) {
        return TrainingLayer.of(name, LayerType.ACTIVATION, List.of(inputs), 1000, 1, 1000);
    }

    private static void assertBad(ThrowingCallable call, String... fragments) {
        assertThatThrownBy(call).isInstanceOf(BadInputException.class).hasMessageContainingAll(fragments);
    }
}
