package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.SimulationFile;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.passport.Characterisation;
import macjoule.bench.energy.passport.Pace;
import macjoule.bench.run.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The profiler in real, if very short, runs of JMH, on a simulated GPU. */
class EnergyProfilerTest {
    private static final String NO_SENSOR = "{\"schema\": \"macjoule.simulated-sensor/1\", \"gpus\": [{}]}";

    /** JMH writes labels into its JSON as they are. */
    private static final String LABEL = "[a-z0-9._]+";

    private static final TimeValue WINDOW = TimeValue.milliseconds(400);

    @TempDir
    private Path folder;

    @BeforeEach
    void keepStateApart() {
        System.setProperty(EnergyState.PROPERTY, folder.resolve("state").toString());
    }

    @AfterEach
    void switchOff() {
        System.clearProperty(FakeEngine.SWITCH);
        System.clearProperty(EnergyState.PROPERTY);
    }

    @Test
    void givesJoulesPerOperationFromTheSameIterationAsTheTime() throws IOException, RunnerException {
        RunResult run = run("""
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{"loadWatts": 200,
                 "counter": {"updateMs": 20, "windowMs": 20}}]}
                """);
        double opsPerSecond = run.getPrimaryResult().getScore();
        assertThat(score(run, "energy.simulated.power")).isCloseTo(200, within(20.0));
        double joules = score(run, "energy.simulated");
        assertThat(joules * opsPerSecond).isCloseTo(200, within(60.0));
        assertThat(run.getSecondaryResults()).doesNotContainKey("energy.gpu");
        JsonNode line = window();
        assertThat(line.get("method").textValue()).isEqualTo("counter-edges");
        assertThat(line.get("provenance").asText()).isEqualTo("simulated");
        assertThat(line.get("benchmark").asText()).contains("CountingBenchmark");
        // Milliseconds or less, one at a time.
        assertThat(line.get("labels").toString()).contains("shortBatches");
    }

    @Test
    void aWindowWithoutAFigureIsNaNAndNotZero() throws IOException, RunnerException {
        RunResult run = runShort("""
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{
                 "counter": {"updateMs": 5000, "windowMs": 5000}}]}
                """, "");
        assertThat(score(run, "energy.simulated")).isNaN();
    }

    /** JMH leaves a NaN in the score, which says more than the mean of the others would. */
    @Test
    void aWindowWithoutAFigureAmongOthersLeavesTheWholeScoreUnknown() throws IOException, RunnerException {
        Path script = Files.writeString(folder.resolve("gpu.json"), """
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{"counter": {"updateMs": 10, "windowMs": 10},
                  "faults": [{"kind": "XID", "atSeconds": 0.3, "value": 31}]}]}
                """);
        RunResult run = run(
                script,
                "",
                3,
                new OptionsBuilder()
                        .include("CountingBenchmark\\.count$")
                        .warmupIterations(0)
                        .measurementTime(TimeValue.milliseconds(200)));
        assertThat(score(run, "energy.simulated")).isNaN();
        assertThat(lines("window").stream().map(line -> line.get("status").textValue()))
                .hasSize(3)
                .contains("measured", "invalid");
    }

    @Test
    void batchesTooShortToKeepAGpuBusyHaveNoFigure() throws IOException, RunnerException {
        Path script = Files.writeString(folder.resolve("gpu.json"), """
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{"counter": {"updateMs": 20, "windowMs": 20}}]}
                """);
        RunResult run = run(
                script,
                "",
                new OptionsBuilder()
                        .include("LayerForward")
                        .param("key", "layer/ci1-hi4-wi4-co1-hf1-wf1/n1")
                        .param("engine", "fake")
                        .operationsPerInvocation(2)
                        .warmupIterations(0)
                        .measurementTime(WINDOW));
        assertThat(score(run, "energy.simulated")).isNaN();
        assertThat(window().get("reason").textValue()).contains("leave the GPU waiting");
    }

    @Test
    void withoutASensorThereIsNoFigureAtAll() throws IOException, RunnerException {
        RunResult run = runShort(NO_SENSOR, "");
        assertThat(run.getSecondaryResults()).doesNotContainKeys("energy.simulated", "energy.gpu");
    }

    @Test
    void theProcessorIsMeasuredWhereItsCountersCanBeRead() throws IOException, RunnerException {
        Path zone = Files.createDirectories(folder.resolve("powercap").resolve("intel-rapl:0"));
        Files.writeString(zone.resolve("name"), "package-0");
        Files.writeString(zone.resolve("max_energy_range_uj"), "262143328850");
        Files.writeString(zone.resolve("energy_uj"), "1000000");
        RunResult still = runShort(NO_SENSOR, ";cpu=" + folder.resolve("powercap"));
        assertThat(score(still, "energy.cpu")).isNaN();
        RunResult none = runShort(NO_SENSOR, ";cpu=" + folder.resolve("missing"));
        assertThat(none.getSecondaryResults()).doesNotContainKey("energy.cpu");
        RunResult both = runShort(
                "{\"schema\": \"macjoule.simulated-sensor/1\", \"gpus\": [{\"counter\": {\"updateMs\": 5, \"windowMs\": 5}}]}",
                ";cpu=" + folder.resolve("powercap"));
        assertThat(both.getSecondaryResults().keySet())
                .contains(
                        "energy.cpu",
                        "energy.simulated",
                        "energy.simulated.power",
                        "energy.simulated.comparison",
                        "energy.simulated.absolute")
                .filteredOn(label -> label.startsWith("energy"))
                .allMatch(label -> label.matches(LABEL));
    }

    /** As {@code sensor characterise} keeps it, without a word of where. */
    @Test
    void theSensorAndItsPassportAreWrittenDownOnceAndEveryWindowAfterIt() throws IOException, RunnerException {
        Path script = Files.writeString(folder.resolve("gpu.json"), """
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{"readMicros": 900,
                 "counter": {"updateMs": 20, "windowMs": 20}}]}
                """);
        characterise(script);
        RunResult run = run(
                script,
                ";cpu=" + folder.resolve("missing"),
                3,
                new OptionsBuilder()
                        .include("CountingBenchmark\\.count$")
                        .warmupIterations(2)
                        .warmupTime(TimeValue.milliseconds(20))
                        .measurementTime(TimeValue.milliseconds(40)));
        assertThat(lines("sensor")).singleElement().satisfies(line -> {
            assertThat(line.at("/sensor/status").textValue()).isEqualTo("available");
            assertThat(line.at("/sensor/provenance").textValue()).isEqualTo("simulated");
            assertThat(line.at("/sensor/gpu/name").textValue()).isEqualTo("Simulated GPU");
            assertThat(line.at("/sensor/passport/form").textValue()).isEqualTo("short");
            // Three readings of 0.9 ms.
            assertThat(line.at("/sensor/pollSeconds").doubleValue()).isCloseTo(0.0027, within(1e-9));
            assertThat(line.at("/sensor/cpu/reason").textValue()).contains("no RAPL zones");
            assertThat(line.has("window")).isFalse();
        });
        // Warm-ups have none.
        assertThat(lines("window")).hasSize(3);
        assertThat(lines("operations").stream()
                        .map(line -> line.get("operations").longValue()))
                .containsExactlyElementsOf(run.getBenchmarkResults().iterator().next().getIterationResults().stream()
                        .map(one -> one.getMetadata().getAllOps())
                        .toList());
    }

    /** Operations of 20 ms that draw 250 W on average, before a sensor that looks for 5 ms in every 20. */
    @Test
    void workInStepWithAPartTimeSensorIsMeasuredInBlocks() throws IOException, RunnerException {
        Path script = Files.writeString(folder.resolve("gpu.json"), """
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{"idleWatts": 60, "loadWatts": 300, "limitWatts": 450,
                  "operation": {"periodMs": 20, "duty": 0.5, "highWatts": 400, "lowWatts": 100},
                  "instant": {"updateMs": 20, "windowMs": 5, "phaseMs": 8, "noiseWatts": 1}}]}
                """);
        characterise(script);
        RunResult run = run(
                script,
                ";steady=1",
                new OptionsBuilder()
                        .include("LayerForward")
                        .param("key", "layer/ci1-hi4-wi4-co1-hf1-wf1/n1")
                        .param("engine", "fake-paced")
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(100))
                        .measurementTime(WINDOW));
        double seconds = run.getPrimaryResult().getScore();
        // In virtual time it is within 5 %; a busy host wakes up a little late. One window may show 100 to 400 W.
        assertThat(score(run, "energy.simulated.power")).isCloseTo(250, within(0.08 * 250));
        JsonNode line = window();
        assertThat(line.get("method").textValue()).isEqualTo("stratified-blocks");
        assertThat(line.get("blocks").intValue()).isEqualTo(16);
        assertThat(line.get("labels").toString()).contains("partTimeSensor", "stratifiedBlocks=16", "notSteady");
        assertThat(line.at("/undivided/labels").toString()).contains("inStepWithSensor");
        assertThat(line.get("joulesPerOp").doubleValue()).isCloseTo(250 * seconds, within(0.08 * 250 * seconds));
        // A second is too short to tell whether the card still grows warmer.
        assertThat(line.at("/steadyState/reached").booleanValue()).isFalse();
        assertThat(line.at("/steadyState/seconds").doubleValue()).isEqualTo(1);
    }

    private void characterise(Path script) {
        VirtualClock clock = new VirtualClock();
        SimulatedNvml nvml = SimulationFile.read(script, clock);
        nvml.start();
        NvmlDevice device = nvml.devices().value().orElseThrow().get(0);
        EnergyState.of(SensorSpec.parse("fake:" + script))
                .passports()
                .save(Characterisation.run(nvml, device, nvml.boards().get(0), clock, Pace.SHORT));
    }

    private JsonNode window() throws IOException {
        return lines("window").get(0);
    }

    /** The lines of the journal that have this field. */
    private List<JsonNode> lines(String field) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("windows.jsonl"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        lines.removeIf(line -> !line.has(field));
        return lines;
    }

    private static double score(RunResult run, String label) {
        return Objects.requireNonNull(run.getSecondaryResults().get(label), label)
                .getScore();
    }

    private RunResult run(String simulation) throws IOException, RunnerException {
        return run(simulation, "", WINDOW);
    }

    /** Long enough where there is nothing to be measured. */
    private RunResult runShort(String simulation, String more) throws IOException, RunnerException {
        return run(simulation, more, TimeValue.milliseconds(40));
    }

    private RunResult run(String simulation, String more, TimeValue window) throws IOException, RunnerException {
        Path script = Files.writeString(folder.resolve("gpu.json"), simulation);
        return run(
                script,
                more,
                new OptionsBuilder()
                        .include("CountingBenchmark\\.count$")
                        .warmupIterations(0)
                        .measurementTime(window));
    }

    private RunResult run(Path script, String more, ChainedOptionsBuilder benchmark) throws RunnerException {
        return run(script, more, 1, benchmark);
    }

    private RunResult run(Path script, String more, int iterations, ChainedOptionsBuilder benchmark)
            throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true");
        System.setProperty(FakeEngine.SWITCH, "true");
        String options = "simulate=" + script + ";journal=" + folder.resolve("windows.jsonl") + more;
        return new Runner(benchmark
                        .addProfiler(EnergyProfiler.class.getName(), options)
                        .forks(0)
                        .measurementIterations(iterations)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
    }

    /** JMH makes it with no options at all to list it, and passes over what throws. */
    @Test
    void jmhFindsIt() {
        assertThat(ServiceLoader.load(Profiler.class).stream()
                        .filter(one -> one.type() == EnergyProfiler.class)
                        .map(ServiceLoader.Provider::get))
                .singleElement()
                .isInstanceOf(EnergyProfiler.class);
    }

    @ParameterizedTest
    @EnumSource(Provenance.class)
    void labelsNeedNoEscapingInJmhsJson(Provenance provenance) {
        assertThat(EnergyProfiler.label(provenance)).matches(LABEL);
    }
}
