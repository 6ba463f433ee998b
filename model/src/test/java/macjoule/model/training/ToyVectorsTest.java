package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network of five layers with one fork, step by step, against an independent implementation; small enough to follow by hand. */
class ToyVectorsTest {
    private static final JsonNode TOY = Vectors.ALL.get("toy");
    private static final Hardware HARDWARE = new Hardware(1e9, 1e9);

    static TrainingGraph toy() {
        return new TrainingGraph(
                "toy",
                1,
                List.of(
                        TrainingLayer.input("x", 1000, 1),
                        layer("d1", LayerType.FULLY_CONNECTED, 1000, 4000, "x").withWeights(500),
                        layer("a1", LayerType.ACTIVATION, 1000, 1000, "d1"),
                        layer("d2", LayerType.FULLY_CONNECTED, 1000, 16000, "a1")
                                .withWeights(250),
                        layer("s", LayerType.ADD, 1000, 1000, "a1", "d2"),
                        layer("d3", LayerType.FULLY_CONNECTED, 100, 2000, "s").withWeights(250)));
    }

    private static TrainingLayer layer(String name, LayerType type, long elements, long ops, String... inputs) {
        return TrainingLayer.of(name, type, List.of(inputs), elements, 1, ops);
    }

    @Test
    void tensorsAndStepsAreThoseOfTheReference() {
        StepProgram program = TrainingModel.of(toy(), TrainingOptions.THESIS).program();

        List<List<Object>> tensors = new ArrayList<>();
        IntStream.range(0, program.tensors.size())
                .forEach(t -> tensors.add(List.of(program.tensors.name(t), program.tensors.bytes(t))));
        List<List<Object>> expected = new ArrayList<>();
        TOY.get("tensors")
                .forEach(t -> expected.add(List.of(t.get(0).asText(), t.get(1).asLong())));
        assertThat(tensors).isEqualTo(expected);

        for (int step = 0; step < program.steps; step++) {
            JsonNode reference = TOY.get("steps").get(step);
            assertThat(accessed(program, step, program.reads)).isEqualTo(texts(reference.get(1)));
            assertThat(accessed(program, step, program.writes)).hasSameElementsAs(texts(reference.get(2)));
            assertThat(program.ops[step]).isEqualTo(reference.get(3).asLong());
        }
        assertThat(program.steps).isEqualTo(TOY.get("steps").size());
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {4000, 9000, 14000, 18000, 24000, 40000})
    void everyStepHappensWhenAndHowTheReferenceSays(int cacheBytes) {
        JsonNode run = TOY.get("runs").get(Integer.toString(cacheBytes));
        Trace trace = TrainingModel.of(toy(), TrainingOptions.THESIS).trace(cacheBytes, HARDWARE);

        assertThat(trace.iteration().trafficIn())
                .isEqualTo(run.get("traffic_in").asLong());
        assertThat(trace.iteration().trafficOut())
                .isEqualTo(run.get("traffic_out").asLong());
        assertThat(trace.iteration().peakOccupancy()).isEqualTo(run.get("peak").asLong());
        assertMicros(trace.iteration().timeSeconds(), run.get("time_us"));
        assertThat(trace.steps()).hasSize(run.get("steps").size());
        for (int i = 0; i < trace.steps().size(); i++) {
            assertStep(trace.steps().get(i), run.get("steps").get(i));
        }
    }

    private static void assertStep(StepRecord step, JsonNode expected) {
        assertThat(step.name()).isEqualTo(expected.get("step").asText());
        assertThat(step.loads()).isEqualTo(texts(expected.get("load")));
        assertThat(step.stores()).isEqualTo(texts(expected.get("store")));
        assertThat(step.prefetches()).isEqualTo(texts(expected.get("prefetch_issued")));
        assertThat(step.streamed()).isEqualTo(expected.get("streamed").asBoolean());
        assertMicros(step.begin(), expected.get("begin_us"));
        assertMicros(step.computeStart(), expected.get("compute_start_us"));
        assertMicros(step.end(), expected.get("end_us"));
    }

    @ParameterizedTest(name = "{0} MiB")
    @ValueSource(ints = {24, 296})
    void stepsOfResNetAreThoseOfTheReference(int cacheMiB) {
        Trace trace = TrainingModel.of(Vectors.workload("ResNet-50").graph(), TrainingOptions.THESIS)
                .trace(cacheMiB * CapacityRange.MIB, Hardware.RTX_2080_TI);
        JsonNode reference = Vectors.network("ResNet-50").get("layer_trace").get(Integer.toString(cacheMiB));
        assertThat(reference).hasSize(28);
        for (JsonNode expected : reference) {
            StepRecord step = trace.steps().get(expected.get("index").asInt());
            assertThat(step.name()).isEqualTo(expected.get("step").asText());
            assertThat(step.type()).isEqualTo(Vectors.type(expected.get("type").asText()));
            assertThat(step.ops()).isEqualTo(expected.get("ops").asLong());
            assertThat(step.workingSet()).isEqualTo(expected.get("working_set").asLong());
            assertThat(step.occupancy()).isEqualTo(expected.get("occupancy").asLong());
            assertThat(step.loads()).isEqualTo(texts(expected.get("load")));
            assertThat(step.stores()).isEqualTo(texts(expected.get("store")));
            assertThat(step.prefetches()).isEqualTo(texts(expected.get("prefetch")));
            assertRelative(step.begin(), expected.get("begin").asDouble());
            assertRelative(step.computeStart(), expected.get("compute_start").asDouble());
            assertRelative(step.end(), expected.get("end").asDouble());
            assertRelative(
                    step.reuseFrequency(), expected.get("reuse_frequency").asDouble());
            assertRelative(step.attainable(), expected.get("attainable").asDouble());
        }
    }

    private static void assertMicros(double seconds, JsonNode micros) {
        assertRelative(seconds, micros.asDouble() * 1e-6);
    }

    private static void assertRelative(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, Offset.offset(1e-9 * expected + 1e-18));
    }

    private static List<String> accessed(StepProgram program, int step, boolean[] which) {
        return IntStream.range(program.start[step], program.start[step + 1])
                .filter(access -> which[access])
                .mapToObj(access -> program.tensors.name(program.tensor[access]))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
