package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import macjoule.model.count.Convention;
import macjoule.model.reuse.Reuse;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles that one command writes and others read. */
class AlphaProfileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void keepsAProfileThatDescribeReadsAndTrafficExtends() throws IOException {
        Path run = RunsByDi.run(1).gpu("Tesla P100", "GPU-1").passport().write(folder("run"));
        Path profile = folder.resolve("p100.json");
        CommandLineRun.ok(
                "calibrate", "alpha", run.toString(), "--resamples", "200", "--profile-out", profile.toString());
        assertThat(Files.readString(profile)).contains("\"sensorPassport\" : \"" + run.resolve("manifest.json"));
        JsonNode described = json("describe", "alexnet", "--alpha-from", profile.toString(), "--format", "json");
        assertThat(described.at("/networks/0/alpha").doubleValue()).isCloseTo(RunsByDi.ALPHA, within(1e-9));
        assertThat(described.at("/profile/origin").textValue()).isEqualTo("measured");
        assertThat(described.at("/profile/sources/0").textValue()).isEqualTo(run.toString());

        CommandLineRun predicted = predict(profile);
        assertThat(predicted.code()).isEqualTo(3);
        assertThat(predicted.err()).contains("no traffic calibration");

        // Enough images for several thread blocks on each SM, whose share of L1 then shows.
        Path layers = new Runs()
                .gpu("Tesla P100", "GPU-1")
                .with("delta/goog_3a_1x1/n12")
                .with("delta/goog_3b_1x1/n12")
                .with("delta/goog_4a_1x1/n24")
                .write(folder("layers"));
        CommandLineRun.ok(
                "calibrate",
                "traffic",
                layers.toString(),
                "--against",
                "simulator",
                "--profile-out",
                profile.toString());
        CommandLineRun extended = predict(profile);
        assertThat(extended.code()).isZero();
        assertThat(extended.json().at("/profile/origin").textValue()).isEqualTo("simulated");
        assertThat(extended.err())
                .contains("memory latency as without a profile")
                .contains("simulated");
        assertThat(CommandLineRun.of("describe", "alexnet", "--alpha-from", profile.toString())
                        .code())
                .isZero();
        assertThat(CommandLineRun.of("predict", "alexnet", "--gpu", "v100", "--profile", profile.toString())
                        .err())
                .contains("calibrated for p100, not for v100");
    }

    @Test
    void aProfileOfAnotherCardOrAnotherWayOfCountingIsRefused() throws IOException {
        Path profile = folder.resolve("p100.json");
        CommandLineRun.ok(
                "calibrate", "alpha", "--published", "p100", "--resamples", "200", "--profile-out", profile.toString());
        String before = Files.readString(profile);
        CommandLineRun.refused(
                "Tesla V100",
                "calibrate",
                "alpha",
                RunsByDi.run(1).gpu("Tesla V100", "GPU-2").write(folder("v100")).toString(),
                "--profile-out",
                profile.toString());
        assertThat(Files.readString(profile)).isEqualTo(before);
        CommandLineRun.refused(
                "by paper, not by conv-fc",
                "describe",
                "alexnet",
                "--convention",
                "conv-fc",
                "--alpha-from",
                profile.toString());
        assertThat(CommandLineRun.of("describe", "alexnet", "--alpha", "0.5", "--alpha-from", profile.toString())
                        .code())
                .isEqualTo(2);
        CommandLineRun.refused(
                "none.json",
                "describe",
                "alexnet",
                "--alpha-from",
                folder.resolve("none.json").toString());
    }

    /** The same numbers, whichever command shows them. */
    @Test
    void theReportFitsAlphaAsCalibrateDoesAndTakesItFromAProfile() throws IOException {
        Runs runs = RunsByDi.run(1).gpu("Tesla P100", "GPU-1").idle(5);
        Path run = runs.write(folder("run"));
        Path profile = folder.resolve("p100.json");
        JsonNode fit =
                json("calibrate", "alpha", run.toString(), "--format", "json", "--profile-out", profile.toString());
        Path page = folder.resolve("report.html");
        CommandLineRun.ok("report", run.toString(), "--alpha-from", profile.toString(), "-o", page.toString());
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        JsonNode gross = section(report, "run-alpha-cuda");
        assertThat(gross.at("/chart/markers/1/x")).isEqualTo(fit.get("alpha"));
        assertThat(gross.at("/chart/bands/0/from")).isEqualTo(fit.at("/ci95/0"));
        assertThat(gross.get("notes").toString()).contains("Energy gross");
        JsonNode net = section(report, "run-alpha-cuda-net");
        assertThat(net.at("/chart/markers/1/x")).isEqualTo(fit.at("/otherEnergy/alpha"));
        assertThat(section(report, "run-alpha-cuda-rivals").at("/table/rows")).hasSize(7);
        assertThat(section(report, "networks").get("explanation").textValue())
                .contains("DI weighs activation reuse by 0.7000, calibrated for Tesla P100 (measured, gross");
        assertThat(section(report, "roofline-p4000").get("notes").toString()).contains("0.7000, calibrated for");
        double di = new Reuse(Convention.PAPER.count(Zoo.get("alexnet").network()))
                .di(0.7)
                .orElseThrow();
        assertThat(folder.resolve("report-csv/networks.csv"))
                .content()
                .contains(String.valueOf(di).substring(0, 8));

        CommandLineRun.refused(
                "none.json",
                "report",
                run.toString(),
                "--alpha-from",
                folder.resolve("none.json").toString());
    }

    private static JsonNode section(JsonNode report, String id) {
        return StreamSupport.stream(report.get("sections").spliterator(), false)
                .filter(section -> section.get("id").textValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static CommandLineRun predict(Path profile) {
        return CommandLineRun.of(
                "predict",
                "alexnet",
                "--gpu",
                "p100",
                "--model",
                "delta-plus",
                "--batch",
                "16",
                "--profile",
                profile.toString(),
                "--format",
                "json");
    }

    private static JsonNode json(String... arguments) throws IOException {
        return CommandLineRun.ok(arguments).json();
    }
}
