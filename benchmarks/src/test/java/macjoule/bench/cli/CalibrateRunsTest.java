package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import macjoule.model.format.NetworkFiles;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alpha from run directories and from networks in files. */
class CalibrateRunsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void findsTheAlphaARunWasMadeWith() throws IOException {
        Path run = RunsByDi.run(4).gpu("Tesla P100", "GPU-1").write(folder("run"));
        JsonNode fit = json("calibrate", "alpha", run.toString(), "--format", "json", "--resamples", "200");
        assertThat(fit.get("origin").textValue()).isEqualTo("measured");
        assertThat(fit.get("energy").textValue()).isEqualTo("gross");
        assertThat(fit.get("n").intValue()).isEqualTo(RunsByDi.NETWORKS.size());
        assertThat(fit.get("alpha").doubleValue()).isCloseTo(RunsByDi.ALPHA, within(1e-9));
    }

    @Test
    void whatCannotBeFittedIsOneClearLineAndWritesNothing() throws IOException {
        Path profile = folder.resolve("none.json");
        String out = profile.toString();
        CommandLineRun.refused(
                "choose with --engine",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                RunsByDi.run(1)
                        .with("alexnet/n1", "dl4j", 1)
                        .write(folder("engines"))
                        .toString());
        CommandLineRun.refused(
                "choose with --batch",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                RunsByDi.run(1)
                        .with("alexnet/n4", Runs.ENGINE, 1)
                        .write(folder("batches"))
                        .toString());
        CommandLineRun.refused(
                "shared with other instances",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                RunsByDi.run(1).mig("GPU-3").write(folder("mig")).toString());
        CommandLineRun.refused(
                "no network with joules (no sensor)",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                RunsByDi.run(1)
                        .withoutJoules("no sensor")
                        .write(folder("blind"))
                        .toString());
        CommandLineRun.refused(
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
        CommandLineRun.refused(
                "fit each card by itself",
                "calibrate",
                "alpha",
                "--profile-out",
                out,
                RunsByDi.run(1).gpu("A", "GPU-1").write(folder("a")).toString(),
                RunsByDi.run(1).gpu("B", "GPU-2").write(folder("b")).toString());
        CommandLineRun.refused(
                "paper and by conv-fc",
                "calibrate",
                "alpha",
                "--published",
                "p100",
                "--profile-out",
                out,
                RunsByDi.run(1).write(folder("convention")).toString(),
                "--convention",
                "conv-fc");
        Path net = Files.writeString(folder.resolve("net.csv"), """
                network,macsPerJoule,convention,energy
                nin,1e9,paper,net
                xception,2e9,paper,net
                resnet-152,3e9,paper,net
                """);
        CommandLineRun.refused(
                "gross and net", "calibrate", "alpha", "--profile-out", out, "--published", "p100", net.toString());
        assertThat(profile).doesNotExist();
    }

    /** Twelve networks that follow DI without noise pin alpha down, wherever they ran. */
    @Test
    void saysWhetherAlphaIsTheSameElsewhere() throws IOException {
        String run = RunsByDi.run(1).write(folder("run")).toString();
        String twin = RunsByDi.run(4).write(folder("twin")).toString();
        JsonNode same =
                json("calibrate", "alpha", run, "--compare-with", twin, "--format", "json", "--resamples", "100");
        assertThat(same.at("/portability/verdict").textValue()).isEqualTo("SAME");
        assertThat(same.at("/portability/paired").booleanValue()).isTrue();
        assertThat(same.at("/portability/difference").doubleValue()).isCloseTo(0, within(1e-9));
        assertThat(CommandLineRun.ok("calibrate", "alpha", run, "--compare-with", "p100", "--resamples", "100")
                        .out())
                .contains("DIFFERENT: alpha of Tesla P100 as published");
        String net = RunsByDi.run(1).idle(5).write(folder("net")).toString();
        CommandLineRun.refused(
                "gross and net", "calibrate", "alpha", "--published", "p100", "--net", "--compare-with", net);
    }

    @Test
    void joulesOfASimulatedSensorSaySo() throws IOException {
        Path run = RunsByDi.run(1).provenance("simulated").write(folder("run"));
        JsonNode fit = json("calibrate", "alpha", run.toString(), "--format", "json", "--resamples", "100");
        assertThat(fit.get("origin").textValue()).isEqualTo("simulated");
    }

    @Test
    void oneEngineAndOneBatchCanBeChosen() throws IOException {
        Path run = RunsByDi.run(1)
                .with("alexnet/n1", "dl4j", 1)
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
        assertThat(fit.get("n").intValue()).isEqualTo(RunsByDi.NETWORKS.size());
    }

    @Test
    void networksOfOnesOwnComeFromFilesBesideTheTable() throws IOException {
        NetworkFiles.write(folder.resolve("mine.json"), Zoo.get("googlenet").network());
        StringBuilder byName = new StringBuilder("network,macsPerJoule\n");
        for (String name : RunsByDi.NETWORKS) {
            byName.append(name).append(',').append(RunsByDi.macsPerJoule(name)).append('\n');
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
        CommandLineRun.refused("line 2, network ./none.onnx", "calibrate", "alpha", missing.toString());
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static JsonNode json(String... arguments) throws IOException {
        return CommandLineRun.ok(arguments).json();
    }
}
