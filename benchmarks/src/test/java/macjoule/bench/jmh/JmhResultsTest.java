package macjoule.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import macjoule.bench.energy.EnergyProfiler;
import macjoule.bench.run.FakeEngine;
import macjoule.calibration.record.JmhJsonReader;
import macjoule.calibration.record.JmhResult;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Forks of one case pooled in JMH's own file, from real, if very short, runs of JMH. */
class JmhResultsTest {
    private static final String IGNORE_LOCK = "jmh.ignoreLock";
    private static final Unit UNIT = new Unit("layer/ci4-hi16-wi16-co16-hf1-wf1/n1", "fake");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void switchOn() {
        System.setProperty(FakeEngine.SWITCH, "true");
        System.setProperty(IGNORE_LOCK, "true");
    }

    @AfterEach
    void switchOff() {
        System.clearProperty(FakeEngine.SWITCH);
        System.clearProperty(IGNORE_LOCK);
    }

    /** JMH counts a fork that tells no joules as one of 0 J, which would halve the figure of the other. */
    @Test
    void aForkWithoutASensorMakesTheFigureOfAllUnknownAndNotSmaller() throws IOException, RunnerException {
        JmhResults results = new JmhResults(folder);
        results.keep(UNIT, 1, fork("{\"counter\": {\"updateMs\": 20, \"windowMs\": 20}}"));
        results.keep(UNIT, 2, fork("{}"));
        results.write();
        JmhResult.JmhMetric joules = Objects.requireNonNull(row().secondary().get("energy.simulated"));
        assertThat(joules.score()).isNaN();
        assertThat(joules.unit()).isEqualTo("J/op");
        assertThat(joules.rawData()).hasSize(2);
        assertThat(joules.rawData().get(0))
                .singleElement()
                .satisfies(value -> assertThat(value).isPositive());
        assertThat(joules.rawData().get(1)).containsExactly(Double.NaN);
        assertThat(row().primary().score()).isPositive();
    }

    private JmhResult row() {
        return JmhJsonReader.read(folder.resolve(JmhResults.FILE), Set.of()).get(0);
    }

    private RunResult fork(String gpu) throws IOException, RunnerException {
        Path script = Files.writeString(
                folder.resolve("gpu.json"), "{\"schema\": \"macjoule.simulated-sensor/1\", \"gpus\": [" + gpu + "]}");
        return new Runner(new OptionsBuilder()
                        .include("LayerForward")
                        .param("key", UNIT.key())
                        .param("engine", UNIT.engine())
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(200))
                        .addProfiler(EnergyProfiler.class.getName(), "simulate=" + script + ";passports=" + folder)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
    }
}
