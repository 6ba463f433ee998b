package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.PlannedCase;
import macjoule.model.count.Convention;
import macjoule.model.format.NetworkFiles;
import macjoule.model.reuse.Reuse;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alpha from run directories, from networks in files, and into profiles that later commands read. */
class CalibrateRunsTest {
    private static final double ALPHA = 0.7;
    private static final List<String> NETWORKS = List.of(
            "alexnet",
            "vgg-16",
            "nin",
            "googlenet",
            "resnet-50",
            "resnet-101",
            "densenet-121",
            "squeezenet-1.0",
            "squeezenet-1.1",
            "mobilenet-v1",
            "mobilenet-v2",
            "xception");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void findsTheAlphaARunWasMadeWith() throws IOException {
        Path run = run(4).gpu("Tesla P100", "GPU-1").write(folder("run"));
        JsonNode fit = json("calibrate", "alpha", run.toString(), "--format", "json", "--resamples", "200");
        assertThat(fit.get("origin").textValue()).isEqualTo("measured");
        assertThat(fit.get("energy").textValue()).isEqualTo("gross");
        assertThat(fit.get("n").intValue()).isEqualTo(NETWORKS.size());
        assertThat(fit.get("alpha").doubleValue()).isCloseTo(ALPHA, within(1e-9));
    }

    @Test
    void keepsAProfileThatDescribeReadsAndTrafficExtends() throws IOException {
        Path run = run(1).gpu("Tesla P100", "GPU-1").passport().write(folder("run"));
        Path profile = folder.resolve("p100.json");
        ok("calibrate", "alpha", run.toString(), "--resamples", "200", "--profile-out", profile.toString());
        assertThat(Files.readString(profile)).contains("\"sensorPassport\" : \"" + run.resolve("manifest.json"));
        JsonNode described = json("describe", "alexnet", "--alpha-from", profile.toString(), "--format", "json");
        assertThat(described.at("/networks/0/alpha").doubleValue()).isCloseTo(ALPHA, within(1e-9));
        assertThat(described.at("/profile/origin").textValue()).isEqualTo("measured");
        assertThat(described.at("/profile/sources/0").textValue()).isEqualTo(run.toString());

        CommandLineRun predicted = predict(profile);
        assertThat(predicted.code()).isEqualTo(3);
        assertThat(predicted.err()).contains("no traffic calibration");

        Path layers = new Runs()
                .gpu("Tesla P100", "GPU-1")
                .with("delta/goog_3a_3x3/n4")
                .with("delta/goog_4a_3x3/n4")
                .with("delta/goog_5a_3x3/n4")
                .write(folder("layers"));
        ok("calibrate", "traffic", layers.toString(), "--against", "simulator", "--profile-out", profile.toString());
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
        ok("calibrate", "alpha", "--published", "p100", "--resamples", "200", "--profile-out", profile.toString());
        String before = Files.readString(profile);
        refused(
                "Tesla V100",
                "calibrate",
                "alpha",
                run(1).gpu("Tesla V100", "GPU-2").write(folder("v100")).toString(),
                "--profile-out",
                profile.toString());
        assertThat(Files.readString(profile)).isEqualTo(before);
        refused(
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
        refused(
                "none.json",
                "describe",
                "alexnet",
                "--alpha-from",
                folder.resolve("none.json").toString());
    }

    @Test
    void whatCannotBeFittedIsOneClearLineAndWritesNothing() throws IOException {
        Path profile = folder.resolve("none.json");
        String out = profile.toString();
        refused(
                "choose with --engine",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                run(1).with("alexnet/n1", "dl4j", 1).write(folder("engines")).toString());
        refused(
                "choose with --batch",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                run(1).with("alexnet/n4", Runs.ENGINE, 1)
                        .write(folder("batches"))
                        .toString());
        refused(
                "shared with other instances",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                run(1).mig("GPU-3").write(folder("mig")).toString());
        refused(
                "no network with joules (no sensor)",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                run(1).withoutJoules("no sensor").write(folder("blind")).toString());
        refused(
                "at least 3",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                new Runs()
                        .with("alexnet/n1", "cuda", 1)
                        .with("nin/n1", "cuda", 2)
                        .write(folder("few"))
                        .toString());
        refused(
                "fit each card by itself",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                run(1).gpu("A", "GPU-1").write(folder("a")).toString(),
                run(1).gpu("B", "GPU-2").write(folder("b")).toString());
        refused(
                "paper and by conv-fc",
                "calibrate",
                "alpha",
                "--published",
                "p100",
                "--profile-out",
                out,
                run(1).write(folder("convention")).toString(),
                "--convention",
                "conv-fc");
        Path net = Files.writeString(folder.resolve("net.csv"), """
                network,macsPerJoule,convention,energy
                nin,1e9,paper,net
                xception,2e9,paper,net
                resnet-152,3e9,paper,net
                """);
        refused("gross and net", "calibrate", "alpha", "--profile-out", out, "--published", "p100", net.toString());
        assertThat(profile).doesNotExist();
    }

    @Test
    void takesIdlePowerOffTheJoules() throws IOException {
        Runs runs = new Runs();
        for (String name : NETWORKS) {
            // Operations of the made-up runs take a millisecond, in which 50 W come to 0.05 J.
            double net = BenchmarkCase.of(name + "/n1").planned().macs() / macsPerJoule(name);
            runs.with(name + "/n1", Runs.ENGINE, net + 0.05);
        }
        String run = runs.write(folder("run")).toString();
        JsonNode fit = json("calibrate", "alpha", run, "--idle-watts", "50", "--format", "json", "--resamples", "100");
        assertThat(fit.get("energy").textValue()).isEqualTo("net");
        assertThat(fit.get("alpha").doubleValue()).isCloseTo(ALPHA, within(1e-9));
        refused("no more than the idle power", "calibrate", "alpha", run, "--idle-watts", "1e9");
        refused("gross and net", "calibrate", "alpha", run, "--idle-watts", "50", "--published", "p100");
    }

    /** Net efficiencies follow DI, to which 50 W of idling come: both fits are told, and either can be the one. */
    @Test
    void aRunThatMeasuredIdlePowerIsFittedGrossAndNet() throws IOException {
        Runs runs = new Runs().gpu("Tesla P100", "GPU-1").idle(50);
        for (String name : NETWORKS) {
            double net = BenchmarkCase.of(name + "/n1").planned().macs() / macsPerJoule(name);
            runs.with(name + "/n1", Runs.ENGINE, net + 0.05);
        }
        String run = runs.write(folder("run")).toString();
        JsonNode gross = json("calibrate", "alpha", run, "--format", "json", "--resamples", "100");
        assertThat(gross.get("energy").textValue()).isEqualTo("gross");
        assertThat(gross.get("alpha").doubleValue()).isNotCloseTo(ALPHA, within(1e-3));
        assertThat(gross.at("/otherEnergy/energy").textValue()).isEqualTo("net");
        assertThat(gross.at("/otherEnergy/alpha").doubleValue()).isCloseTo(ALPHA, within(1e-9));
        JsonNode net = json("calibrate", "alpha", run, "--net", "--format", "json", "--resamples", "100");
        assertThat(net.get("alpha").doubleValue()).isCloseTo(ALPHA, within(1e-9));
        assertThat(net.at("/otherEnergy/alpha")).isEqualTo(gross.get("alpha"));
        assertThat(ok("calibrate", "alpha", run, "--resamples", "100").out())
                .contains("net of idle     alpha 0.7000")
                .contains("a constant offset moves");
        refused("gross and net", "calibrate", "alpha", run, "--net", "--published", "p100");

        String without = run(1).write(folder("without")).toString();
        refused("idle power was not measured", "calibrate", "alpha", without, "--net");
        JsonNode one = json("calibrate", "alpha", without, "--format", "json", "--resamples", "100");
        assertThat(one.get("otherEnergy").isNull()).isTrue();
        assertThat(one.get("otherEnergyReason").textValue()).contains("idle power was not measured");
    }

    /** Twelve networks that follow DI without noise pin alpha down, wherever they ran. */
    @Test
    void saysWhetherAlphaIsTheSameElsewhere() throws IOException {
        String run = run(1).write(folder("run")).toString();
        String twin = run(4).write(folder("twin")).toString();
        JsonNode same =
                json("calibrate", "alpha", run, "--compare-with", twin, "--format", "json", "--resamples", "100");
        assertThat(same.at("/portability/verdict").textValue()).isEqualTo("SAME");
        assertThat(same.at("/portability/paired").booleanValue()).isTrue();
        assertThat(same.at("/portability/difference").doubleValue()).isCloseTo(0, within(1e-9));
        assertThat(ok("calibrate", "alpha", run, "--compare-with", "p100", "--resamples", "100")
                        .out())
                .contains("DIFFERENT: alpha of Tesla P100 as published");
        String net = run(1).idle(5).write(folder("net")).toString();
        refused("gross and net", "calibrate", "alpha", "--published", "p100", "--net", "--compare-with", net);
    }

    /** The same numbers, whichever command shows them. */
    @Test
    void theReportFitsAlphaAsCalibrateDoesAndTakesItFromAProfile() throws IOException {
        Runs runs = run(1).gpu("Tesla P100", "GPU-1").idle(5);
        Path run = runs.write(folder("run"));
        Path profile = folder.resolve("p100.json");
        JsonNode fit =
                json("calibrate", "alpha", run.toString(), "--format", "json", "--profile-out", profile.toString());
        Path page = folder.resolve("report.html");
        ok("report", run.toString(), "--alpha-from", profile.toString(), "-o", page.toString());
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

        refused(
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

    @Test
    void joulesOfASimulatedSensorSaySo() throws IOException {
        Path run = run(1).provenance("simulated").write(folder("run"));
        JsonNode fit = json("calibrate", "alpha", run.toString(), "--format", "json", "--resamples", "100");
        assertThat(fit.get("origin").textValue()).isEqualTo("simulated");
    }

    @Test
    void oneEngineAndOneBatchCanBeChosen() throws IOException {
        Path run = run(1).with("alexnet/n1", "dl4j", 1)
                .with("alexnet/n4", Runs.ENGINE, 1)
                .write(folder("run"));
        JsonNode fit = json(
                "calibrate",
                "alpha",
                run.toString(),
                "--engine",
                Runs.ENGINE,
                "--batch",
                "1",
                "--format",
                "json",
                "--resamples",
                "100");
        assertThat(fit.get("n").intValue()).isEqualTo(NETWORKS.size());
    }

    @Test
    void networksOfOnesOwnComeFromFilesBesideTheTable() throws IOException {
        NetworkFiles.write(folder.resolve("mine.json"), Zoo.get("googlenet").network());
        StringBuilder byName = new StringBuilder("network,macsPerJoule\n");
        for (String name : NETWORKS) {
            byName.append(name).append(',').append(macsPerJoule(name)).append('\n');
        }
        Path named = Files.writeString(folder.resolve("named.csv"), byName);
        Path own =
                Files.writeString(folder.resolve("own.csv"), byName.toString().replace("googlenet,", "./mine.json,"));
        Path card = folder.resolve("card.json");
        JsonNode one = json("calibrate", "alpha", named.toString(), "--format", "json", "--resamples", "100");
        JsonNode other = json(
                "calibrate",
                "alpha",
                own.toString(),
                "--format",
                "json",
                "--resamples",
                "100",
                "--profile-out",
                card.toString(),
                "--card",
                "my card");
        assertThat(other.get("alpha")).isEqualTo(one.get("alpha"));
        assertThat(other.get("origin").textValue()).isEqualTo("given");
        assertThat(Files.readString(card)).contains("\"name\" : \"my card\"").contains("named on the command line");
        assertThat(CommandLineRun.of("calibrate", "alpha", named.toString(), "--profile-out", card + "2")
                        .code())
                .isEqualTo(2);
        Path missing = Files.writeString(folder.resolve("missing.csv"), "network,macsPerJoule\n./none.onnx,1e9\n");
        refused("line 2, network ./none.onnx", "calibrate", "alpha", missing.toString());
    }

    private Runs run(int batch) {
        Runs runs = new Runs();
        for (String name : NETWORKS) {
            String key = name + "/n" + batch;
            PlannedCase planned = BenchmarkCase.of(key).planned();
            runs.with(key, Runs.ENGINE, planned.macs() / macsPerJoule(name));
        }
        return runs;
    }

    private static double macsPerJoule(String name) {
        Reuse reuse = new Reuse(Convention.PAPER.count(Zoo.get(name).network()));
        return 1e7 * reuse.di(ALPHA).orElseThrow();
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
        return ok(arguments).json();
    }

    private static CommandLineRun ok(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static void refused(String part, String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(part).hasLineCount(1);
    }
}
