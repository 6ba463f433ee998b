package macjoule.model.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The counts of a simulator written separately, in C, on small runs of layers of AlexNet, VGG, GoogLeNet and ResNet. */
class GoldenCountsTest {

    static Stream<Named<JsonNode>> goldenRuns() throws IOException {
        try (InputStream in = GoldenCountsTest.class.getResourceAsStream("golden.json")) {
            JsonNode runs = new ObjectMapper().readTree(in);
            return StreamSupport.stream(runs.spliterator(), false)
                    .map(run -> Named.of(run.get("name").asText() + " " + run.get("args"), run));
        }
    }

    @ParameterizedTest
    @MethodSource("goldenRuns")
    void countsAreExact(JsonNode run) {
        SimulationSetup setup = setup(run.get("name").asText(), run.get("args"));
        JsonNode counts = run.get("counts");
        MachineCounts expected = new MachineCounts(
                operand(counts, "if", "If"),
                operand(counts, "fl", "Fl"),
                counts.get("lanes").asLong(),
                counts.get("wrSect").asLong());
        assertThat(new PlainSimulator(setup).run()).isEqualTo(expected);
        for (int threads = 1; threads <= 3; threads++) {
            try (Simulator simulator = Simulator.withThreads(threads)) {
                SimulationResult result = simulator.run(setup);
                assertThat(result)
                        .isEqualTo(expected.toResult(
                                new Sampling(setup.layer().batch(), setup.waves(), 1), result.seconds()));
            }
        }
        assertThat(setup.ctas()).isEqualTo(counts.get("ctas").asLong());
        assertThat(setup.loops()).isEqualTo(counts.get("loops").asInt());
    }

    private static OperandCounts operand(JsonNode counts, String prefix, String suffix) {
        return new OperandCounts(
                counts.get(prefix + "Req").asLong(),
                counts.get(prefix + "Lines").asLong(),
                counts.get(prefix + "Sect").asLong(),
                counts.get("l2" + suffix).asLong(),
                counts.get("dr" + suffix).asLong());
    }

    private static SimulationSetup setup(String name, JsonNode args) {
        ConvDims layer = ConvDims.of(
                name,
                args.get("B").asInt(),
                args.get("Ci").asInt(),
                args.get("H").asInt(),
                args.get("W").asInt(),
                args.get("Co").asInt(),
                args.get("Hf").asInt(),
                args.get("Wf").asInt(),
                args.get("S").asInt(),
                args.get("P").asInt());
        return new SimulationSetup(
                layer,
                Tile.of(
                        args.get("tm").asInt(),
                        args.get("tn").asInt(),
                        args.get("tk").asInt()),
                args.get("nsm").asInt(),
                args.get("act").asInt(),
                CacheSize.ofKilobytes(
                        args.get("l1KB").asLong(), args.get("l1ways").asInt()),
                CacheSize.ofKilobytes(
                        args.get("l2KB").asLong(), args.get("l2ways").asInt()),
                args.get("writes").asInt() == 1,
                args.get("order").asInt() == 0 ? CtaOrder.COLUMN : CtaOrder.ROW,
                args.get("skew").asInt(),
                args.get("private").asInt() == 1);
    }
}
