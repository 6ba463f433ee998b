package macjoule.bench.cli;

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
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.window.GpuLock;
import macjoule.bench.run.FakeEngine;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with simulated and replayed sensors, on an engine that needs no library. */
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
    Path folder;

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
    void joulesOfASimulatedGpuGoThroughTheWholeRunAndAreLabelledSo() throws IOException {
        Path run = folder.resolve("run");
        CommandLineRun bench = bench(fake(""), "-f", "2", "-o", run.toString(), "--require-energy");
        assertThat(bench.code()).as(bench.err()).isZero();
        JsonNode one = bench.json().get("cases").get(0);
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
        assertThat(one.at("/joulesPerOp/net/reason").isMissingNode()).isTrue();
        assertThat(one.at("/joulesPerOp/net/valueReason").textValue()).contains("idle power was not measured");
        assertThat(bench.json().get("energyNotes").toString()).contains("simulated by fake:", "under 5 s");
        everyWindowKeepsWhatTheSensorTold(run);
        theReportSaysSo(run);
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
    void aSpoiltWindowIsNoFigureAndRequiredEnergyThenIsUnmet() throws IOException {
        String sensor = fake(", \"processes\": [4711, 4712]");
        Path run = folder.resolve("run");
        CommandLineRun bench = benchFor("0.1", sensor, "-f", "1", "-o", run.toString(), "--require-energy");
        assertThat(bench.code()).as(bench.err()).isEqualTo(4);
        JsonNode one = bench.json().get("cases").get(0);
        assertThat(one.get("status").textValue()).isEqualTo("measured");
        assertThat(one.get("secondsPerOp").doubleValue()).isPositive();
        assertThat(one.at("/joulesPerOp/value").isNull()).isTrue();
        assertThat(one.at("/joulesPerOp/reason").textValue()).startsWith("invalid: others compute on this GPU");
        assertThat(one.get("macsPerJoule").isNull()).isTrue();
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
        assertThat(joules.get("spoiltWindows").intValue()).isEqualTo(1);
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

    @Test
    void withoutASensorTheTimeIsWholeAndTheReasonGiven() throws IOException {
        Path none = Files.writeString(
                folder.resolve("none.json"), "{\"schema\": \"macjoule.simulated-sensor/1\", \"gpus\": []}");
        CommandLineRun bench = benchFor(
                "0.05", "fake:" + none, "-f", "1", "-o", folder.resolve("run").toString());
        assertThat(bench.code()).as(bench.err()).isZero();
        JsonNode one = bench.json().get("cases").get(0);
        assertThat(one.get("secondsPerOp").doubleValue()).isPositive();
        assertThat(one.at("/joulesPerOp/value").isNull()).isTrue();
        assertThat(one.at("/joulesPerOp/reason").textValue()).contains("no GPU");
        assertThat(benchFor("0.05", "fake:" + none, "--require-energy", "-f", "1")
                        .code())
                .isEqualTo(4);
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
