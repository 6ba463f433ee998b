package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import macjoule.bench.plan.BenchmarkCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alpha by what was drawn beyond idle power, given or measured by the run. */
class CalibrateNetTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void takesIdlePowerOffTheJoules() throws IOException {
        Runs runs = new Runs();
        for (String name : RunsByDi.NETWORKS) {
            // Operations of the made-up runs take a millisecond, in which 50 W come to 0.05 J.
            double net = BenchmarkCase.of(name + "/n1").planned().macs() / RunsByDi.macsPerJoule(name);
            runs.with(name + "/n1", Runs.ENGINE, net + 0.05);
        }
        String run = runs.write(folder("run")).toString();
        JsonNode fit = json("calibrate", "alpha", run, "--idle-watts", "50", "--format", "json", "--resamples", "100");
        assertThat(fit.get("energy").textValue()).isEqualTo("net");
        assertThat(fit.get("alpha").doubleValue()).isCloseTo(RunsByDi.ALPHA, within(1e-9));
        CommandLineRun.refused("no more than the idle power", "calibrate", "alpha", run, "--idle-watts", "1e9");
        CommandLineRun.refused("gross and net", "calibrate", "alpha", run, "--idle-watts", "50", "--published", "p100");
    }

    /** Net efficiencies follow DI, to which 50 W of idling come: both fits are told, and either can be the one. */
    @Test
    void aRunThatMeasuredIdlePowerIsFittedGrossAndNet() throws IOException {
        Runs runs = new Runs().gpu("Tesla P100", "GPU-1").idle(50);
        for (String name : RunsByDi.NETWORKS) {
            double net = BenchmarkCase.of(name + "/n1").planned().macs() / RunsByDi.macsPerJoule(name);
            runs.with(name + "/n1", Runs.ENGINE, net + 0.05);
        }
        String run = runs.write(folder("run")).toString();
        JsonNode gross = json("calibrate", "alpha", run, "--format", "json", "--resamples", "100");
        assertThat(gross.get("energy").textValue()).isEqualTo("gross");
        assertThat(gross.get("alpha").doubleValue()).isNotCloseTo(RunsByDi.ALPHA, within(1e-3));
        assertThat(gross.at("/otherEnergy/energy").textValue()).isEqualTo("net");
        assertThat(gross.at("/otherEnergy/alpha").doubleValue()).isCloseTo(RunsByDi.ALPHA, within(1e-9));
        JsonNode net = json("calibrate", "alpha", run, "--net", "--format", "json", "--resamples", "100");
        assertThat(net.get("alpha").doubleValue()).isCloseTo(RunsByDi.ALPHA, within(1e-9));
        assertThat(net.at("/otherEnergy/alpha")).isEqualTo(gross.get("alpha"));
        assertThat(CommandLineRun.ok("calibrate", "alpha", run, "--resamples", "100")
                        .out())
                .contains("net of idle     alpha 0.7000")
                .contains("a constant offset moves");
        CommandLineRun.refused("gross and net", "calibrate", "alpha", run, "--net", "--published", "p100");

        String without = RunsByDi.run(1).write(folder("without")).toString();
        CommandLineRun.refused("idle power was not measured", "calibrate", "alpha", without, "--net");
        JsonNode one = json("calibrate", "alpha", without, "--format", "json", "--resamples", "100");
        assertThat(one.get("otherEnergy").isNull()).isTrue();
        assertThat(one.get("otherEnergyReason").textValue()).contains("idle power was not measured");
    }

    @Test
    void whatWasPublishedGrossCannotBeMadeNet() {
        CommandLineRun run = CommandLineRun.of("calibrate", "alpha", "--published", "p100", "--net");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no run to take idle power off: --net");
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static JsonNode json(String... arguments) throws IOException {
        return CommandLineRun.ok(arguments).json();
    }
}
