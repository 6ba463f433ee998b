package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;
import org.junit.jupiter.api.Test;

/** The capacities of the thesis' formulas (sections 3.3.2 to 3.3.5), added up by hand for networks of a few layers. */
class ReuseAnalysisTest {

    /** The toy network: x 4000 bytes, d1 with 2000 of weights, a1, d2 with 1000, their sum, d3 with 1000 and 400 out. */
    @Test
    void adjacentLayersNeedTheLargerOfBoth() {
        ReuseAnalysis reuse =
                TrainingModel.of(ToyVectorsTest.toy(), TrainingOptions.THESIS).reuse();
        assertThat(find(reuse, "Y:d1", "F:d1").capacity()).isEqualTo(4000 + 2000 + 4000);
        assertThat(find(reuse, "G:s", "B:d3").capacity()).isEqualTo(3 * 4000);
    }

    @Test
    void aBlockNeedsItsShortcutOnTopOfTheLargestLayerPassed() {
        TrainingGraph block = new TrainingGraph(
                "block",
                1,
                List.of(
                        TrainingLayer.input("x0", 1, 1),
                        layer("x1", 100, "x0").withWeights(1),
                        layer("x2", 200, "x1").withWeights(10),
                        layer("x3", 100, "x2").withWeights(20),
                        TrainingLayer.of("sum", LayerType.ADD, List.of("x1", "x3"), 100, 1, 100)));
        ReuseAnalysis reuse = TrainingModel.of(block, TrainingOptions.THESIS).reuse();
        ReuseRequirement shortcut = find(reuse, "Y:x1", "F:x2");
        assertThat(shortcut.scope()).isEqualTo(ReuseScope.BLOCK);
        // cap(X2) + cap(W2) + cap(X3) + cap(X1), four bytes an element.
        assertThat(shortcut.capacity()).isEqualTo(4 * (200 + 20 + 100 + 100));
    }

    @Test
    void aRecurrentWeightNeedsItsWholeCell() {
        TrainingGraph cell = new TrainingGraph(
                "cell",
                1,
                List.of(
                        TrainingLayer.input("in", 10, 1),
                        layer("a1", 10, "in").withWeights(100, "A"),
                        layer("b1", 10, "a1").withWeights(70, "B"),
                        layer("a2", 10, "b1").withWeights(100, "A"),
                        layer("b2", 10, "a2").withWeights(70, "B")));
        ReuseAnalysis reuse = TrainingModel.of(cell, TrainingOptions.THESIS).reuse();
        ReuseRequirement weight = find(reuse, "W:A", "F:a1");
        assertThat(weight.scope()).isEqualTo(ReuseScope.RECURRENT_WEIGHT);
        assertThat(weight.capacity()).isEqualTo(4 * (100 + 70 + 4 * 10));
    }

    /** The sum of all maps and weights from the layer to the end. */
    @Test
    void forwardToBackwardNeedsAllThatFollows() {
        ReuseAnalysis reuse =
                TrainingModel.of(ToyVectorsTest.toy(), TrainingOptions.THESIS).reuse();
        ReuseRequirement input = find(reuse, "Y:x", "F:d1");
        assertThat(input.scope()).isEqualTo(ReuseScope.FORWARD_BACKWARD);
        assertThat(input.capacity()).isEqualTo(5 * 4000 + 2000 + 2 * 1000 + 400);
        assertThat(reuse.capacityForAll(ReuseScope.FORWARD_BACKWARD)).isEqualTo(input.capacity());
    }

    /** d2 forward: 16 000 operations on maps of 4000 bytes and weights of 1000. */
    @Test
    void rooflinePointsDivideOperationsByBytes() {
        RooflinePoint d2 = TrainingModel.of(ToyVectorsTest.toy(), TrainingOptions.THESIS)
                .roofline(new Hardware(1e9, 1e9))
                .get(2);
        assertThat(d2.layer()).isEqualTo("d2");
        assertThat(d2.reuseFrequency()).isEqualTo(16_000.0 / 9000);
        assertThat(d2.byTensor()).containsExactlyEntriesOf(tensorFrequencies());
        assertThat(d2.attainable()).isEqualTo(1e9);
        assertThat(d2.computeBound()).isTrue();
    }

    private static Map<String, Double> tensorFrequencies() {
        Map<String, Double> frequencies = new LinkedHashMap<>();
        frequencies.put("Y:a1", 4.0);
        frequencies.put("W:d2", 16.0);
        frequencies.put("Y:d2", 4.0);
        return frequencies;
    }

    private static ReuseRequirement find(ReuseAnalysis reuse, String tensor, String from) {
        return reuse.reuses().stream()
                .filter(r -> r.name().equals(tensor) && r.from().equals(from))
                .findFirst()
                .orElseThrow();
    }

    private static TrainingLayer layer(String name, long elements, String input) {
        return TrainingLayer.of(name, LayerType.FULLY_CONNECTED, List.of(input), elements, 1, elements);
    }
}
