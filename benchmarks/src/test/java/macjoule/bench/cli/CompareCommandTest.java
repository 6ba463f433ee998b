package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.MeasurementLog;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On run directories written by the test: one layer, three forks of one window each, with joules. */
class CompareCommandTest {
    private static final Unit LAYER = new Unit("alexnet/conv2/n1", "nd4j");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private String base = "";
    private String slower = "";

    @BeforeEach
    void writeRuns() throws IOException {
        base = run("base", "580.65", 1.00, 1.001, 0.999);
        slower = run("slower", "590.44", 1.10, 1.101, 1.099);
    }

    @Test
    void aRunThatGotSlowerExitsWithOne() throws IOException {
        CommandLineRun result = CommandLineRun.of("compare", base, slower, "--format", "json");
        assertThat(result.code()).as(result.err()).isEqualTo(1);
        JsonNode json = result.json();
        assertThat(json.get("schema").asText()).isEqualTo("macjoule.compare/1");
        assertThat(json.get("differences").get(0).asText()).isEqualTo("nvidiaDriver: 580.65 -> 590.44");
        JsonNode time = json.get("cases").get(0);
        assertThat(time.get("metric").asText()).isEqualTo("secondsPerOp");
        assertThat(time.get("verdict").asText()).isEqualTo("WORSE");
        assertThat(time.get("change").doubleValue()).isBetween(0.099, 0.101);
        // The joules of both are the same.
        assertThat(json.get("cases").get(1).get("verdict").asText()).isEqualTo("SAME");
    }

    /** The forks of 1, 2 and 4 s: a geometric mean of 2, where bench gives 7/3. */
    @Test
    void saysOfWhichMeanItsFiguresAre() throws IOException {
        String scattered = run("scattered", "580.65", 1, 2, 4);
        JsonNode json = CommandLineRun.of("compare", scattered, scattered, "--format", "json")
                .json();
        assertThat(json.get("statistic").textValue()).startsWith("geometric mean of forks");
        assertThat(json.at("/cases/0/base").doubleValue()).isCloseTo(2, within(1e-12));
    }

    @Test
    void theSameRunIsFine() {
        CommandLineRun result = CommandLineRun.of("compare", base, base);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("SAME", "2 same");
    }

    @Test
    void whatIsNoRunIsNamed() {
        CommandLineRun result =
                CommandLineRun.of("compare", base, folder.resolve("none").toString());
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).hasLineCount(1).contains("none");
    }

    @Test
    void exportsToBencherInItsOwnUnits() throws IOException {
        JsonNode bencher = new ObjectMapper()
                .readTree(CommandLineRun.of("export", base, "--to", "bencher").out());
        JsonNode measures = bencher.get("alexnet/conv2/n1 on nd4j");
        assertThat(measures.get("latency").get("value").doubleValue()).isBetween(0.999e9, 1.001e9);
        assertThat(measures.get("joules-per-op").get("value").doubleValue()).isEqualTo(2);
    }

    @Test
    void exportsToGithubActionBenchmark() throws IOException {
        CommandLineRun result = CommandLineRun.of("export", base, "--to", "github-action-benchmark");
        JsonNode list = new ObjectMapper().readTree(result.out());
        assertThat(list.findValuesAsText("unit")).containsExactly("s/op", "J/op");
        assertThat(list.get(0).get("name").asText()).isEqualTo("alexnet/conv2/n1 on nd4j, time");
    }

    @Test
    void exportsAHistoryToOtava() {
        CommandLineRun result = CommandLineRun.of("export", base, slower, "--to", "otava");
        assertThat(result.out().lines().toList()).hasSize(3).first().asString().startsWith("time,version,");
        assertThat(CommandLineRun.of("export", base, slower, "--to", "csv").code())
                .isEqualTo(2);
    }

    @Test
    void aHistoryForOtavaIsInTheOrderOfTime() throws IOException {
        List<String> times = List.of("2026-03-01T00:00:00Z", "2026-01-10T00:00:00Z", "2026-02-01T00:00:00Z");
        List<String> arguments = new ArrayList<>(List.of("export", "--to", "otava"));
        for (String time : times) {
            Path directory = Files.createDirectory(folder.resolve("at" + time.substring(0, 10)));
            arguments.add(
                    new Runs().with("alexnet/n1").at(time).write(directory).toString());
        }
        CommandLineRun result = CommandLineRun.ok(arguments.toArray(String[]::new));
        assertThat(result.out().lines().skip(1).map(line -> line.substring(0, 20)))
                .containsExactlyElementsOf(times.stream().sorted().toList());
    }

    /** Joules of a simulated sensor go by a name of their own wherever they go. */
    @Test
    void simulatedJoulesSaySo() throws IOException {
        Path manifest = Path.of(slower).resolve(RunManifest.FILE);
        String measured = Files.readString(manifest);
        assertThat(measured).contains("\"available\"");
        Files.writeString(manifest, measured.replace("\"available\"", "\"available\", \"provenance\": \"simulated\""));
        assertThat(CommandLineRun.of("export", slower, "--to", "bencher").out())
                .contains("joules-per-op-simulated")
                .doesNotContain("\"joules-per-op\"");
        assertThat(CommandLineRun.of("export", slower, "--to", "github-action-benchmark")
                        .out())
                .contains("on nd4j, energy, simulated");
        assertThat(CommandLineRun.of("export", base, slower, "--to", "otava").out())
                .contains("on nd4j energy [J]", "on nd4j energy, simulated [J]");
        assertThat(CommandLineRun.of("compare", base, slower).out()).contains("slower: simulated, not measured");
        JsonNode json =
                CommandLineRun.of("compare", base, slower, "--format", "json").json();
        assertThat(json.get("baseEnergy").asText()).isEqualTo("measured");
        assertThat(json.get("currentEnergy").asText()).isEqualTo("simulated");
    }

    @Test
    void helpIsHelp() {
        assertThat(CommandLineRun.of("export", "--help").code()).isZero();
        CommandLineRun bad = CommandLineRun.of("bench", "--engine", "reference", "--case", "nonsense");
        assertThat(bad.code()).isEqualTo(3);
        assertThat(bad.err()).contains("not the key of a case");
    }

    private String run(String name, String driver, double... seconds) throws IOException {
        Path directory = Files.createDirectory(folder.resolve(name));
        Plan plan = new Plan(
                "quick",
                1,
                new Effort(seconds.length, 1, 0.1, 1, 0.5),
                1,
                Map.of(),
                List.of(),
                List.of(new PlannedEngine("nd4j", "raw ops", "cpu", null)),
                List.of(new PlannedCase(
                        LAYER.key(), PlannedCase.Kind.LAYER, 1, 447_897_600, 447_897_600, 614_656, 186_624, 3_483_648)),
                List.of(),
                List.of(List.of(LAYER)));
        RunManifest.starting(
                        "0.1.0",
                        "bench",
                        JsonNodeFactory.instance.objectNode().put("nvidiaDriver", driver),
                        JsonNodeFactory.instance.objectNode().put("status", "available"),
                        plan,
                        Instant.parse("2026-01-02T03:04:05Z"))
                .finished(Instant.parse("2026-01-02T04:00:00Z"))
                .write(directory);
        try (MeasurementLog log = new MeasurementLog(directory)) {
            for (int fork = 1; fork <= seconds.length; fork++) {
                log.append(List.of(window(fork, seconds[fork - 1])));
            }
        }
        return directory.toString();
    }

    private static Measurement window(int fork, double seconds) {
        return new Measurement(
                LAYER.key(), LAYER.engine(), fork, 1, 1, null, seconds, 1, 1, 2.0, null, null, "not asked", null, null);
    }
}
