package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.TrainingGraph;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs, traffic and times of the four workloads against an independent implementation; integers have to match exactly. */
class WorkloadVectorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"ResNet-50", "MobileNetV2", "Transformer", "GNMT"})
    void compilesToTheSameProgram(String network) {
        JsonNode expected = Vectors.network(network);
        TrainingGraph graph = Vectors.workload(network).graph();
        StepProgram program = TrainingModel.of(graph, TrainingOptions.THESIS).program();

        assertThat(Map.of(
                        "layers", (long) graph.size(),
                        "steps", (long) program.steps,
                        "tensors", (long) program.tensors.size(),
                        "accesses", (long) program.accesses(),
                        "parameters", graph.parameters(),
                        "macs", graph.macs(),
                        "ops", Arrays.stream(program.ops).sum()))
                .isEqualTo(Map.of(
                        "layers", expected.get("layers").asLong(),
                        "steps", expected.get("steps").asLong(),
                        "tensors", expected.get("tensors").asLong(),
                        "accesses", expected.get("accesses").asLong(),
                        "parameters", expected.get("parameters").asLong(),
                        "macs", expected.get("forward_type1_macs").asLong(),
                        "ops", expected.get("total_ops").asLong()));
    }

    @ParameterizedTest(name = "{0} with {1} MiB")
    @MethodSource("runs")
    void runsLikeTheReference(String network, int cacheMiB) {
        JsonNode expected = Vectors.network(network).get("runs").get(Integer.toString(cacheMiB));
        TrainingModel model = TrainingModel.of(Vectors.workload(network).graph(), TrainingOptions.THESIS);
        Iteration run = model.run(cacheMiB * CapacityRange.MIB, Hardware.RTX_2080_TI);

        assertThat(run.trafficIn()).isEqualTo(expected.get("traffic_in").asLong());
        assertThat(run.trafficOut()).isEqualTo(expected.get("traffic_out").asLong());
        assertThat(run.peakOccupancy()).isEqualTo(expected.get("peak_occupancy").asLong());
        assertThat(run.streamedSteps()).isEqualTo(expected.get("streamed_steps").asInt());
        assertThat(run.prefetchedLoads())
                .isEqualTo(expected.get("prefetched_loads").asInt());
        assertClose(run.timeSeconds(), expected, "time");
        assertClose(run.averageBandwidth(), expected, "avg_bandwidth");
        assertClose(run.activeTime(), expected, "active");
        assertClose(run.utilisation(), expected, "utilisation");
        assertClose(run.typeOneShare(), expected, "share_type1");
        assertClose(run.typeTwoShare(), expected, "share_type2");
        expected.get("time_by_type").properties().forEach(entry -> {
            LayerType type = Vectors.type(entry.getKey());
            // Differences of running sums: the reference's own rounding error is of the order of 1e-17 s per step.
            assertThat(run.timeByType().getOrDefault(type, 0.0))
                    .isCloseTo(
                            entry.getValue().asDouble(),
                            Offset.offset(1e-9 * entry.getValue().asDouble() + 1e-15));
        });
    }

    @ParameterizedTest(name = "{0} with {1} MiB")
    @MethodSource("runs")
    void fasterArithmeticOrMemoryChangesTheTime(String network, int cacheMiB) {
        JsonNode expected = Vectors.network(network).get("runs").get(Integer.toString(cacheMiB));
        TrainingModel model = TrainingModel.of(Vectors.workload(network).graph(), TrainingOptions.THESIS);
        Hardware gpu = Hardware.RTX_2080_TI;
        Iteration faster = model.run(cacheMiB * CapacityRange.MIB, gpu.withThroughput(23.04e12));
        Iteration wider = model.run(cacheMiB * CapacityRange.MIB, gpu.withBandwidth(1555e9));

        assertClose(faster.timeSeconds(), expected, "time_23_04T");
        assertClose(wider.timeSeconds(), expected, "time_hbm1555");
        assertClose(wider.averageBandwidth(), expected, "avg_bandwidth_hbm1555");
    }

    static Stream<Arguments> runs() {
        return Stream.of("ResNet-50", "MobileNetV2", "Transformer", "GNMT")
                .flatMap(network -> Stream.of(24, 128, 296, 500).map(mib -> Arguments.of(network, mib)));
    }

    private static void assertClose(double actual, JsonNode expected, String field) {
        double value = expected.get(field).asDouble();
        assertThat(actual).as(field).isCloseTo(value, Offset.offset(1e-9 * value));
    }
}
