package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.window.GpuLock;
import macjoule.bench.run.FakeEngine;
import macjoule.calibration.record.IdleReading;
import macjoule.calibration.record.JmhJsonReader;
import macjoule.calibration.record.JmhResult;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs with simulated and replayed sensors, on an engine that needs no library. The one that measures idle power too mostly
 * waits for the device to settle, ten seconds each time; it does so in a process of its own while the others are tested.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnergyRunTest {
    private static final String IGNORE_LOCK = "jmh.ignoreLock";

    /** 4 x 16 x 16 x 16 multiply-adds, well above the microsecond below which nothing is attributed to an operation. */
    private static final String LAYER = "ci=4,hi=16,wi=16,co=16,hf=1,wf=1";

    private static final double MACS = 16384;

    /** Draws 300 W under load, told by a counter and an instantaneous reading. */
    private static final String GPU = """
            {"schema": "macjoule.simulated-sensor/1", "gpus": [{"uuid": "GPU-00000000-0000-0000-0000-0000000000aa",
              "idleWatts": 60, "loadWatts": 300, "limitWatts": 400,
              "counter": {"updateMs": 20, "windowMs": 20}, "instant": {"updateMs": 20, "windowMs": 20}%s}]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path shared;

    @SuppressWarnings("NullAway.Init")
    private static BenchProcess whole;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeAll
    static void startTheWholeRun() throws IOException {
        Path script = Files.writeString(shared.resolve("gpu.json"), GPU.formatted(""));
        whole = BenchProcess.start(
                shared,
                "run",
                script,
                "--layer",
                LAYER,
                "--format",
                "json",
                "--require-energy",
                "--idle",
                "1",
                "-f",
                "2",
                "-r",
                "0.3");
    }

    @AfterAll
    static void endIt() {
        whole.process().destroy();
    }

    @BeforeEach
    void switchOn() {
        System.setProperty(FakeEngine.SWITCH, "true");
        System.setProperty(IGNORE_LOCK, "true");
        System.setProperty(EnergyState.PROPERTY, folder.resolve("state").toString());
    }

    @AfterEach
    void switchOff() {
        System.clearProperty(FakeEngine.SWITCH);
        System.clearProperty(IGNORE_LOCK);
        System.clearProperty(EnergyState.PROPERTY);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void joulesOfASimulatedGpuGoThroughTheWholeRunAndAreLabelledSo() throws IOException, InterruptedException {
        assertThat(whole.exitCode()).as(whole.told()).isZero();
        JsonNode json = new ObjectMapper().readTree(Files.readString(whole.out()));
        JsonNode one = json.get("cases").get(0);
        double seconds = one.get("secondsPerOp").doubleValue();
        // 300 W for as long as an operation takes.
        assertThat(one.at("/joulesPerOp/value").doubleValue()).isCloseTo(300 * seconds, within(15 * seconds));
        assertThat(one.at("/joulesPerOp/provenance").textValue()).isEqualTo("simulated");
        assertThat(one.at("/joulesPerOp/source").textValue()).isEqualTo("counter");
        assertThat(one.at("/joulesPerOp/intervalsOver").textValue()).isEqualTo("forks");
        // Gain within 5 % and offset within 5 W at 300 W, both evenly spread: 2 sqrt(0.05^2 + (5/300)^2) / sqrt(3) =
        // 6.09 %.
        assertThat(one.at("/joulesPerOp/absolute").doubleValue()).isGreaterThanOrEqualTo(0.0608);
        assertThat(one.at("/joulesPerOp/comparison").doubleValue()).isPositive();
        assertThat(one.get("macsPerJoule").doubleValue())
                .isEqualTo(MACS / one.at("/joulesPerOp/value").doubleValue());
        assertThat(json.get("energyNotes").toString()).contains("simulated by fake:", "under 5 s");
        idlePowerIsMeasuredBeforeAndAfterAndTakenOff(json);
        everyWindowKeepsWhatTheSensorTold(whole.run());
        jmhsOwnFileHasTheJoulesToo(whole.run());
        theReportSaysSo(whole.run());
    }

    private static void idlePowerIsMeasuredBeforeAndAfterAndTakenOff(JsonNode json) {
        List<IdleReading> readings = RunRecord.read(whole.run()).idle().readings();
        assertThat(readings)
                .extracting(IdleReading::moment, IdleReading::settled, IdleReading::provenance)
                .containsExactly(tuple("before", true, "simulated"), tuple("after", true, "simulated"));
        assertThat(readings).allSatisfy(reading -> assertThat(reading.watts()).isCloseTo(60, within(3.0)));
        JsonNode one = json.get("cases").get(0);
        double seconds = one.get("secondsPerOp").doubleValue();
        // 300 W less 60 W for as long as an operation takes.
        assertThat(one.at("/joulesPerOp/net/value").doubleValue()).isCloseTo(240 * seconds, within(24 * seconds));
        assertThat(one.at("/joulesPerOp/net/absolute").doubleValue())
                .isGreaterThan(one.at("/joulesPerOp/absolute").doubleValue());
        assertThat(one.at("/joulesPerOp/labels").toString()).doesNotContain("idleNotSettled");
        assertThat(json.get("energyNotes").toString()).contains("idle power of a simulated GPU", "before the run: ");
    }

    /** JMH does not escape the labels it writes, so that a wrong one would make the file no JSON. */
    private static void jmhsOwnFileHasTheJoulesToo(Path run) {
        Set<String> labels = Set.of(
                "energy.simulated",
                "energy.simulated.power",
                "energy.simulated.comparison",
                "energy.simulated.absolute");
        List<JmhResult> rows = JmhJsonReader.read(run.resolve("jmh.json"), labels);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.secondary()).containsOnlyKeys(labels);
            JmhResult.JmhMetric joules = Objects.requireNonNull(row.secondary().get("energy.simulated"));
            assertThat(joules.unit()).isEqualTo("J/op");
            assertThat(joules.rawData()).hasSize(2).allMatch(fork -> fork.size() == 3);
            double power = Objects.requireNonNull(row.secondary().get("energy.simulated.power"))
                    .score();
            assertThat(power).isCloseTo(300, within(15.0));
        });
    }

    private static void everyWindowKeepsWhatTheSensorTold(Path run) {
        RunRecord record = RunRecord.read(run);
        assertThat(record.manifest().energy().at("/devices/0/gpu/uuid").textValue())
                .endsWith("aa");
        assertThat(record.manifest().energy().at("/devices/0/passportReason").textValue())
                .contains("not been characterised");
        assertThat(record.measurements()).hasSize(6).allSatisfy(window -> {
            assertThat(window.joules()).isPositive();
            assertThat(window.clockHz()).isEqualTo(1.5e9);
            assertThat(window.throttleReasons()).isEmpty();
            assertThat(sensor(window).get("provenance").textValue()).isEqualTo("simulated");
            assertThat(sensor(window).get("labels").toString()).contains("uncharacterised");
            // What anyone needs to compute the figure anew.
            double watts = sensor(window).get("joules").doubleValue()
                    / sensor(window).get("seconds").doubleValue();
            double joules = Objects.requireNonNull(window.joules());
            assertThat(joules / window.allOperations())
                    .isCloseTo(watts * sensor(window).get("secondsPerOp").doubleValue(), within(1e-9));
        });
        Joules joules = Objects.requireNonNull(record.results().get(0).joules());
        assertThat(joules.spoiltWindows()).isZero();
    }

    private static JsonNode sensor(Measurement window) {
        return Objects.requireNonNull(window.sensor());
    }

    private void theReportSaysSo(Path run) throws IOException {
        Path page = folder.resolve("report.html");
        assertThat(CommandLineRun.of("report", run.toString(), "-o", page.toString(), "--quiet")
                        .code())
                .isZero();
        JsonNode report = new ObjectMapper().readTree(Files.readString(folder.resolve("report.json")));
        assertThat(report.get("sections")).anySatisfy(section -> {
            assertThat(section.get("id").textValue()).isEqualTo("run-efficiency");
            assertThat(section.get("origin").textValue()).isEqualTo("simulated");
        });
        assertThat(Files.readString(page)).contains("simulated");
    }

    @Test
    void aRecordingIsReplayedAndLabelledSo() throws IOException {
        Path recording = folder.resolve("readings.csv");
        StringBuilder lines = new StringBuilder();
        for (long update = 0; update < 3000; update++) {
            // 200 W: four joules in twenty milliseconds.
            lines.append(update * 20_000_000)
                    .append(",total_energy,")
                    .append(update * 4000)
                    .append('\n');
        }
        Files.writeString(recording, lines);
        CommandLineRun bench = bench(
                "replay:" + recording, "-f", "1", "-o", folder.resolve("run").toString());
        assertThat(bench.code()).as(bench.err()).isZero();
        JsonNode one = bench.json().get("cases").get(0);
        double seconds = one.get("secondsPerOp").doubleValue();
        // Half an update of fifteen may be missed where the host is busy, at either end.
        assertThat(one.at("/joulesPerOp/value").doubleValue()).isCloseTo(200 * seconds, within(20 * seconds));
        assertThat(one.at("/joulesPerOp/provenance").textValue()).isEqualTo("replayed");
        assertThat(one.at("/joulesPerOp/intervalsOver").textValue()).isEqualTo("windows");
    }

    @Test
    void heatThatStaysLeavesNoFigureAndRequiredEnergyUnmet() throws IOException {
        String sensor = fake(", \"faults\": [{\"kind\": \"THROTTLE\", \"value\": 64}]");
        Path run = folder.resolve("run");
        CommandLineRun bench = benchFor("0.05", sensor, "-f", "1", "-o", run.toString(), "--require-energy");
        assertThat(bench.code()).as(bench.err()).isEqualTo(4);
        JsonNode one = bench.json().get("cases").get(0);
        assertThat(one.get("status").textValue()).isEqualTo("measured");
        assertThat(one.get("secondsPerOp").doubleValue()).isPositive();
        assertThat(one.at("/joulesPerOp/value").isNull()).isTrue();
        assertThat(one.get("macsPerJoule").isNull()).isTrue();
        // The time was measured with the clock held back too.
        assertThat(one.get("disturbed").toString()).contains("held the clock back");
        assertThat(RunRecord.read(run).measurements()).hasSize(3).allSatisfy(window -> {
            assertThat(window.joulesReason())
                    .matches("invalid: heat or a power brake held the clock back, from \\d+ to \\d+ °C");
            assertThat(sensor(window).get("attempt").intValue()).isEqualTo(3);
        });
    }

    @Test
    void aForkThatHeatSpoiltIsMeasuredAgain() throws IOException {
        Path struck = folder.resolve("struck");
        String sensor =
                fake(", \"faults\": [{\"kind\": \"THROTTLE\", \"value\": 64, \"onceFile\": \"" + struck + "\"}]");
        Path run = folder.resolve("run");
        CommandLineRun bench = benchFor("0.1", sensor, "-f", "1", "-o", run.toString(), "--require-energy");
        assertThat(bench.code()).as(bench.err()).isZero();
        assertThat(struck).exists();
        assertThat(bench.json().at("/cases/0/joulesPerOp/value").doubleValue()).isPositive();
        assertThat(RunRecord.read(run).measurements())
                .hasSize(3)
                .allSatisfy(window ->
                        assertThat(sensor(window).get("attempt").intValue()).isEqualTo(2));
        assertThat(Files.readString(run.resolve("log.txt"))).contains("was throttled, cooling down");
    }

    @Test
    void aGpuThatIsLostIsLeftAloneAndNamed() throws IOException {
        String sensor = fake(", \"faults\": [{\"kind\": \"XID\", \"atSeconds\": 0.15, \"value\": 79}]");
        Path run = folder.resolve("run");
        CommandLineRun bench = benchFor("0.1", sensor, "-f", "2", "-o", run.toString());
        assertThat(bench.code()).as(bench.err()).isEqualTo(4);
        JsonNode one = bench.json().get("cases").get(0);
        assertThat(one.get("status").textValue()).isEqualTo("failed");
        assertThat(one.get("reason").textValue()).contains("GPU was lost while layer/");
        assertThat(RunRecord.read(run).measurements())
                .filteredOn(window -> window.fork() == 1)
                .hasSize(3);
    }

    /** The container loses its GPU for a moment; and the user may not lock clocks. */
    @Test
    void aSensorThatFailsOnceSpoilsOneWindowAndARefusedLockIsOnRecord() throws IOException {
        String sensor = fake(", \"faults\": [{\"kind\": \"REFUSE_CLOCKS\", \"code\": 4},"
                + " {\"kind\": \"REFUSE_ALL\", \"atSeconds\": 0.45, \"code\": 999, \"untilRestart\": true}]");
        Path run = folder.resolve("run");
        CommandLineRun bench = bench(sensor, "-f", "1", "--lock-clocks", "1200", "-o", run.toString());
        assertThat(bench.code()).as(bench.err()).isZero();
        JsonNode joules = bench.json().at("/cases/0/joulesPerOp");
        assertThat(joules.get("value").doubleValue()).isPositive();
        assertThat(joules.at("/net/value").isNull()).isTrue();
        assertThat(joules.at("/net/valueReason").textValue()).contains("idle power was not measured");
        assertThat(joules.get("spoiltWindows").intValue()).isEqualTo(1);
        assertThat(joules.get("spoiltReasons").toString()).contains("999");
        assertThat(bench.json().at("/cases/0/disturbed").toString()).contains("999");
        assertThat(RunRecord.read(run).measurements())
                .filteredOn(window -> window.joules() == null)
                .singleElement()
                .satisfies(window -> {
                    assertThat(window.seconds()).isPositive();
                    assertThat(window.joulesReason()).startsWith("invalid: ").contains("999");
                });
        JsonNode energy = RunRecord.read(run).manifest().energy();
        assertThat(energy.get("wantedMegahertz").intValue()).isEqualTo(1200);
        assertThat(energy.get("lockedMegahertz").isNull()).isTrue();
        assertThat(energy.get("lockedMegahertzReason").textValue()).contains("no permission");
        assertThat(bench.json().get("energyNotes").toString())
                .contains("a clock of 1200 MHz was asked for, but clocks ran free: no permission");
    }

    @Test
    void twoRunsDoNotShareAGpu() throws IOException {
        String sensor = fake("");
        EnergyState state = EnergyState.of(SensorSpec.parse(sensor));
        GpuLock other = GpuLock.take(state.locks(), "GPU-00000000-0000-0000-0000-0000000000aa")
                .orElseThrow();
        CommandLineRun bench =
                bench(sensor, "-f", "1", "-o", folder.resolve("run").toString());
        other.close();
        assertThat(bench.code()).isEqualTo(4);
        assertThat(bench.err()).contains("another measurement has GPU-").hasLineCount(1);
    }

    /** Its sensor is of the whole card, whoever uses the rest of it. */
    @Test
    void anInstanceOfADividedGpuHasItsTimeAndNoJoules() throws IOException {
        String sensor = fake(", \"mig\": true");
        Path run = folder.resolve("run");
        CommandLineRun bench = benchFor("0.05", sensor, "-f", "1", "-o", run.toString());
        assertThat(bench.code()).as(bench.err()).isZero();
        JsonNode one = bench.json().get("cases").get(0);
        assertThat(one.get("secondsPerOp").doubleValue()).isPositive();
        assertThat(one.at("/joulesPerOp/value").isNull()).isTrue();
        assertThat(one.at("/joulesPerOp/reason").textValue())
                .startsWith("shared: ")
                .contains("(MIG)");
        CommandLineRun.refused("shared with other instances of the card (MIG)", "calibrate", "alpha", run.toString());
        requiredEnergyIsRefused(sensor, "divided into instances (MIG)");
    }

    @Test
    void withoutASensorRequiredEnergyIsRefused() throws IOException {
        Path none = Files.writeString(
                folder.resolve("none.json"), "{\"schema\": \"macjoule.simulated-sensor/1\", \"gpus\": []}");
        requiredEnergyIsRefused("fake:" + none, "no GPU");
    }

    private void requiredEnergyIsRefused(String sensor, String reason) {
        Path run = folder.resolve("required");
        CommandLineRun bench = benchFor("0.05", sensor, "--require-energy", "-f", "1", "-o", run.toString());
        assertThat(bench.code()).isEqualTo(4);
        assertThat(bench.err()).contains("no energy: ", reason).hasLineCount(1);
        assertThat(run).doesNotExist();
    }

    @Test
    void anUnusableSensorIsOneClearLine() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        for (String sensor : List.of("fake:" + broken, "fake:" + folder.resolve("missing"), "meter", "replay:")) {
            CommandLineRun bench = bench(sensor, "-f", "1");
            assertThat(bench.code()).as(sensor).isEqualTo(3);
            assertThat(bench.err()).hasLineCount(1).startsWith("macjoule: ");
        }
    }

    private String fake(String more) throws IOException {
        return "fake:" + Files.writeString(folder.resolve("gpu.json"), GPU.formatted(more));
    }

    private static CommandLineRun bench(String sensor, String... more) {
        return benchFor("0.3", sensor, more);
    }

    private static CommandLineRun benchFor(String seconds, String sensor, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "bench",
                "--format",
                "json",
                "--quiet",
                "--engine",
                "fake",
                "--layer",
                LAYER,
                "--sensor",
                sensor,
                "--idle",
                "0",
                "-wi",
                "0",
                "-i",
                "3",
                "-r",
                seconds));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }
}
