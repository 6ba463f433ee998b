package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.engine.Engines;
import macjoule.bench.plan.PlanBuilder;
import macjoule.bench.plan.Suite;
import macjoule.bench.run.EnergySource;
import macjoule.bench.run.FakeEngine;
import macjoule.bench.run.Host;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.CaseResult.Status;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.MeasurementLog;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of one layer of sixteen multiplications on an engine that needs no library. */
class NightlyCommandTest {
    private static final String IGNORE_LOCK = "jmh.ignoreLock";
    private static final String KEY = "layer/ci1-hi4-wi4-co1-hf1-wf1/n1";
    private static final String SENTINEL = "peak/gemm-8/n1";
    private static final int NIGHTS = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path sensorState;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeAll
    static void switchOn() {
        System.setProperty(FakeEngine.SWITCH, "true");
        System.setProperty(IGNORE_LOCK, "true");
        // This host may have energy counters that can be read.
        System.setProperty(EnergySource.POWERCAP, "/no/powercap");
        System.setProperty(EnergyState.PROPERTY, sensorState.toString());
    }

    @AfterAll
    static void switchOff() {
        System.clearProperty(FakeEngine.SWITCH);
        System.clearProperty(IGNORE_LOCK);
        System.clearProperty(EnergySource.POWERCAP);
        System.clearProperty(EnergyState.PROPERTY);
    }

    @Test
    void theFirstNightIsJudgedByNothing() throws IOException {
        CommandLineRun first = CommandLineRun.of(
                "nightly",
                "--history",
                folder.toString(),
                "--run",
                writeNight(1).toString(),
                "--format",
                "json");
        assertThat(first.code()).as(first.err()).isZero();
        JsonNode json = first.json();
        assertThat(json.get("schema").asText()).isEqualTo("macjoule.nightly/1");
        assertThat(json.get("nights").intValue()).isZero();
        assertThat(json.get("statistic").textValue()).contains("geometric mean of nights");
        assertThat(json.get("verdicts").findValuesAsText("verdict")).containsOnly("AMBIGUOUS");
        assertThat(json.get("falseAlarmRate").get("rate").isNull()).isTrue();
    }

    /** A layer that took a hundredth of its time in all nights before. */
    @Test
    void whatLooksChangedIsMeasuredAgainBesideItsSentinel() throws IOException {
        for (int day = 1; day <= NIGHTS; day++) {
            writeNight(day);
        }
        CommandLineRun tonight = CommandLineRun.of(
                "nightly",
                "--history",
                folder.toString(),
                "--fewest",
                String.valueOf(NIGHTS),
                "--engine",
                "fake",
                "--case",
                KEY + "," + SENTINEL,
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "3",
                "-r",
                "0.05",
                "--format",
                "json");
        assertThat(tonight.code()).as(tonight.err()).isEqualTo(1);
        assertThat(tonight.json().get("nights").intValue()).isEqualTo(NIGHTS);
        assertThat(tonight.json().get("verdicts"))
                .filteredOn(one -> one.get("key").textValue().equals(KEY))
                .extracting(one -> one.get("verdict").textValue())
                .containsExactly("WORSE");
        Path run = Path.of(tonight.json().get("run").textValue());
        assertThat(run).hasParent(folder);
        assertThat(run.resolve("verdicts.json")).exists();
        assertThat(RunRecord.read(run.resolve("again")).results())
                .extracting(one -> one.unit().key(), CaseResult::status)
                .containsExactlyInAnyOrder(tuple(KEY, Status.MEASURED), tuple(SENTINEL, Status.MEASURED));
        // What was measured again is no night of its own.
        assertThat(CommandLineRun.of("nightly", "--history", folder.toString(), "--run", run.toString())
                        .out())
                .contains(NIGHTS + " earlier nights of this series, 0 runs of others");
    }

    /** A night as this host would have recorded it, but for its times. */
    private Path writeNight(int day) throws IOException {
        Path directory = Files.createDirectory(folder.resolve("night" + day));
        Host host = Host.detect();
        Suite suite = new Suite("custom", "", List.of(KEY, SENTINEL), List.of(), new Effort(1, 1, 0.05, 3, 0.05));
        Plan plan = new PlanBuilder(List.of(Engines.find("fake").orElseThrow()), host.logicalCores(), 1)
                .plan(suite, host.memoryBytes());
        Instant start = Instant.parse("2026-01-01T02:00:00Z").plus(Duration.ofDays(day));
        RunManifest.starting("0.1.0", "bench", HostJson.of(host), Json.object(), plan, start)
                .finished(start.plusSeconds(60))
                .write(directory);
        // Between half and twice a time of about the right size.
        double usual = 2e-6 * Math.pow(2, Math.sin(day));
        try (MeasurementLog log = new MeasurementLog(directory)) {
            log.append(List.of(window(KEY, usual / 100 * (1 + 0.01 * day))));
            log.append(List.of(window(SENTINEL, usual)));
        }
        return directory;
    }

    private static Measurement window(String key, double seconds) {
        return new Measurement(
                key, "fake", 1, 1, 1, null, seconds, 1, 1, null, "no sensor", null, "no sensor", null, null);
    }

    @Test
    void aRecordedRunIsNotMeasuredAgain() {
        CommandLineRun both = CommandLineRun.of("nightly", "--run", "x", "--layer", BenchCommandTest.LAYER);
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("leave them out");
        CommandLineRun none =
                CommandLineRun.of("nightly", "--run", folder.resolve("none").toString());
        assertThat(none.code()).isEqualTo(3);
    }

    @Test
    void whatNamesTheFolderOfOneRunIsRefused() {
        for (List<String> options : List.of(List.of("-o", "x"), List.of("-ox"), List.of("--output=x"))) {
            CommandLineRun run = nightly(options);
            assertThat(run.code()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("--history").hasLineCount(1);
        }
        CommandLineRun resumed = nightly(List.of("--resume", folder.toString()));
        assertThat(resumed.code()).as(resumed.err()).isEqualTo(2);
        assertThat(resumed.err()).contains("--resume", "nightly --run").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    /** The broken engine fails tonight for the first time. */
    @Test
    void aNightNamesWhatFailed() throws IOException {
        CommandLineRun run = nightly(List.of("--engine", "fake,fake-broken", "--layer", BenchCommandTest.LAYER));
        assertThat(run.code()).as(run.err()).isEqualTo(5);
        assertThat(run.json().get("verdicts").findValuesAsText("engine")).containsExactly("fake");
        JsonNode missing = run.json().get("missing").get(0);
        assertThat(missing.get("engine").textValue()).isEqualTo("fake-broken");
        assertThat(missing.get("reason").textValue()).contains("no memory for layer/");
    }

    /** Heat holds the clock back in every window. */
    @Test
    void joulesThatWereRequiredAndStayedAwayDoNotLoseTheNight() throws IOException {
        Path script = Files.writeString(folder.resolve("gpu.json"), """
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{"uuid": "GPU-00000000-0000-0000-0000-0000000000aa",
                  "idleWatts": 60, "loadWatts": 300, "limitWatts": 400,
                  "counter": {"updateMs": 20, "windowMs": 20}, "instant": {"updateMs": 20, "windowMs": 20},
                  "faults": [{"kind": "THROTTLE", "value": 64}]}]}
                """);
        CommandLineRun run = nightly(List.of(
                "--engine",
                "fake",
                "--layer",
                BenchCommandTest.LAYER,
                "--sensor",
                "fake:" + script,
                "--require-energy",
                "--idle",
                "0"));
        assertThat(run.code()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains("energy was required, and is unknown of 1 of 1 cases");
        assertThat(run.json().get("verdicts").findValuesAsText("metric")).containsExactly("secondsPerOp");
    }

    @Test
    void aDamagedRunIsLeftOutAndTold() throws IOException {
        writeNight(1);
        Path empty = writeNight(2);
        Files.writeString(empty.resolve(RunManifest.FILE), "");
        Path torn = writeNight(3);
        Files.writeString(torn.resolve(RunManifest.FILE), "{\"schema\": \"macj");
        Path nothing = writeNight(4);
        Files.writeString(nothing.resolve(MeasurementLog.FILE), "null\n", StandardOpenOption.APPEND);
        Path tonight = writeNight(5);
        CommandLineRun run = CommandLineRun.of(
                "nightly", "--history", folder.toString(), "--run", tonight.toString(), "--format", "json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().get("nights").intValue()).isEqualTo(1);
        assertThat(run.json().get("notes")).hasSize(3);
        assertThat(run.err().lines().toList())
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).contains(empty.toString(), "empty"),
                        line -> assertThat(line).contains(torn.toString(), "not usable JSON"),
                        line -> assertThat(line).contains(nothing + "/measurements.jsonl, line 3"));
        CommandLineRun table =
                CommandLineRun.of("nightly", "--history", folder.toString(), "--run", tonight.toString(), "--quiet");
        assertThat(table.out()).contains("1 earlier nights of this series, 0 runs of others, 3 that cannot be read");
    }

    private CommandLineRun nightly(List<String> options) {
        List<String> all = new ArrayList<>(List.of("nightly", "--history", folder.toString(), "--format", "json"));
        all.addAll(options);
        if (options.contains("--engine")) {
            all.addAll(List.of("-f", "1", "-wi", "0", "-i", "3", "-r", "0.02"));
        }
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @Test
    void aMisspeltOptionOfBenchIsTold() {
        CommandLineRun run = CommandLineRun.of("nightly", "--history", folder.toString(), "--layers", "x");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--layers");
    }
}
