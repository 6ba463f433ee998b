package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.MeasurementLog;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final Path README_CHARTS = Path.of("..", "results", "charts");
    private static final Unit LAYER = new Unit("alexnet/conv2/n1", "nd4j");
    private static final long MACS = 447_897_600;
    private static final long MOST_BYTES = 1_500_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void oneRunIsOnePageWithItsNumbersAndChartsBeside() throws IOException {
        Path page = folder.resolve("report.html");
        CommandLineRun report = report(run("a", 0.1).toString(), "-o", page.toString(), "--svg", folder.toString());
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(Files.size(page)).isLessThan(MOST_BYTES);
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        JsonNode speed = section(json, "run-speed");
        assertThat(speed.get("origin").textValue()).isEqualTo("replayed");
        // Ten operations in 0.1 s.
        assertThat(speed.at("/chart/series/0/amounts/0/value").doubleValue())
                .isCloseTo(10 * MACS / 0.1 / 1e9, within(1e-9));
        assertThat(section(json, "run-efficiency").get("reason").textValue()).isEqualTo("no sensor");
        assertThat(section(json, "simulation-delta-plus").get("origin").textValue())
                .isEqualTo("simulated");
        assertThat(folder.resolve("report-csv/run-speed.csv")).content().contains("alexnet/conv2/n1,nd4j,44.78");
        assertThat(folder.resolve("run-speed.svg")).content().contains("(replayed)");
        assertThatTheChartsOfTheReadmeAreThese();
    }

    /** Whoever changes a chart or its data writes these anew with the same option. */
    private void assertThatTheChartsOfTheReadmeAreThese() throws IOException {
        try (Stream<Path> charts = Files.list(README_CHARTS)) {
            List<Path> images =
                    charts.filter(file -> file.toString().endsWith(".svg")).toList();
            assertThat(images)
                    .hasSize(4)
                    .allSatisfy(image -> assertThat(image)
                            .hasSameBinaryContentAs(
                                    folder.resolve(image.getFileName().toString())));
        }
    }

    @Test
    void severalRunsAreComparedWithTheFirst() throws IOException {
        Path page = folder.resolve("both.html");
        CommandLineRun report =
                report(run("base", 0.1).toString(), run("current", 0.05).toString(), "-o", page.toString());
        assertThat(report.code()).as(report.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(folder.resolve("both.json").toFile());
        JsonNode speed = section(json, "comparison-speed");
        assertThat(speed.at("/chart/series").findValuesAsText("name")).containsExactly("base", "current");
        // Half the time: twice, or 100 %, as fast.
        assertThat(folder.resolve("both-csv/comparison-changes.csv"))
                .content()
                .contains("alexnet/conv2/n1,nd4j,44.78", ",100.0,");
        assertThat(section(json, "run-speed-2").get("heading").textValue()).endsWith("current");
        assertThat(section(json, "comparison-hosts").at("/table/columns").findValuesAsText("heading"))
                .containsExactly("what", "base", "current");
    }

    @Test
    void theJsonIsPrintedWhereAskedForAndACsvOfAllIsRefused() throws IOException {
        Path page = folder.resolve("json.html");
        String run = run("json", 0.1).toString();
        CommandLineRun csv = report(run, "-o", page.toString(), "--format", "csv");
        assertThat(csv.code()).isEqualTo(2);
        assertThat(csv.err()).contains("json-csv").hasLineCount(1);
        assertThat(page).doesNotExist();
        CommandLineRun json = report(run, "-o", page.toString(), "--format", "json");
        assertThat(json.code()).isZero();
        assertThat(json.json().get("schema").textValue()).isEqualTo("macjoule.report/1");
    }

    @Test
    void anUnknownGpuIsRefusedThoughTheRunCountedNothing() throws IOException {
        CommandLineRun report = report(
                run("gpu", 0.1).toString(), "-o", folder.resolve("gpu.html").toString(), "--gpu", "h20");
        assertThat(report.code()).isEqualTo(3);
        assertThat(report.err()).contains("h20", "h200").hasLineCount(1);
        assertThat(folder.resolve("gpu.html")).doesNotExist();
    }

    @Test
    void aForkCutShortIsLeftOutAndTold() throws IOException {
        Path run = run("torn", 0.1);
        Path log = run.resolve(MeasurementLog.FILE);
        String text = Files.readString(log);
        Files.writeString(log, text + text.substring(0, 40));
        CommandLineRun report =
                report(run.toString(), "-o", folder.resolve("t.html").toString());
        assertThat(report.code()).isZero();
        assertThat(report.err()).contains("40 bytes of a fork cut short left out");
    }

    @Test
    void whatIsNoRunGetsOneLineAndLeavesNothing() throws IOException {
        Path garbled = run("garbled", 0.1);
        Path log = garbled.resolve(MeasurementLog.FILE);
        Files.writeString(log, "{\"key\": \"al\n" + Files.readString(log));
        Path foreign = run("foreign", 0.1);
        Path manifest = foreign.resolve(RunManifest.FILE);
        Files.writeString(manifest, Files.readString(manifest).replace(RunManifest.SCHEMA, "other/7"));
        assertThat(refused(folder.resolve("none"))).contains("no such file", "none/manifest.json");
        assertThat(refused(garbled)).contains("not usable JSON", "line 1");
        Path powerless = run("powerless", 0.1);
        Path without = powerless.resolve(RunManifest.FILE);
        Files.writeString(
                without, Files.readString(without).replaceFirst("(?s)\"energy\": \\{.*?\\}", "\"energy\": null"));
        assertThat(refused(powerless)).contains("energy", RunManifest.FILE);
        assertThat(refused(foreign)).contains("the schema is 'other/7'", RunManifest.SCHEMA);
        assertThat(folder.resolve("x.html")).doesNotExist();
        CommandLineRun name =
                report(garbled.toString(), "-o", folder.resolve("x.txt").toString());
        assertThat(name.code()).isEqualTo(3);
        assertThat(name.err()).contains("not a name for a report");
    }

    private String refused(Path run) {
        CommandLineRun report =
                report(run.toString(), "-o", folder.resolve("x.html").toString());
        assertThat(report.code()).isEqualTo(3);
        assertThat(report.err().lines()).hasSize(1);
        return report.err();
    }

    private static CommandLineRun report(String... arguments) {
        return CommandLineRun.of(
                Stream.concat(Stream.of("report"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static JsonNode section(JsonNode report, String id) {
        return StreamSupport.stream(report.get("sections").spliterator(), false)
                .filter(section -> section.get("id").textValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A run of one layer, ten operations of which took this long. */
    private Path run(String name, double seconds) throws IOException {
        Path directory = Files.createDirectory(folder.resolve(name));
        ObjectNode host = JsonNodeFactory.instance.objectNode().put("cpu", "made up");
        ObjectNode energy = JsonNodeFactory.instance
                .objectNode()
                .put("status", "unavailable")
                .put("reason", "no sensor");
        Plan plan = new Plan(
                "quick",
                1,
                new Effort(1, 1, 0.1, 3, 0.5),
                1,
                Map.of(),
                List.of(),
                List.of(new PlannedEngine("nd4j", "made up", "cpu", null)),
                List.of(new PlannedCase(LAYER.key(), Kind.LAYER, 1, MACS, MACS, 614_656, 186_624, 3_483_648)),
                List.of(),
                List.of(List.of(LAYER)));
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        RunManifest.starting("0.1.0", "bench", host, energy, plan, start)
                .finished(start.plusSeconds(1))
                .write(directory);
        try (MeasurementLog log = new MeasurementLog(directory)) {
            log.append(List.of(window(1, seconds), window(2, seconds), window(3, seconds)));
        }
        return directory;
    }

    private static Measurement window(int window, double seconds) {
        return new Measurement(
                LAYER.key(),
                LAYER.engine(),
                1,
                window,
                3,
                null,
                seconds,
                10,
                11,
                null,
                "no sensor",
                null,
                "none",
                null,
                null);
    }
}
