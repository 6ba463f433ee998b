package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import macjoule.bench.run.EnergySource;
import macjoule.bench.run.FakeEngine;
import macjoule.calibration.record.JmhJsonReader;
import macjoule.calibration.record.JmhResult;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs with forks of JMH itself, on engines that need no library and a layer of sixteen multiplications. */
class BenchCommandTest {
    static final String LAYER = "ci=1,hi=4,wi=4,co=1,hf=1,wf=1";
    private static final String IGNORE_LOCK = "jmh.ignoreLock";
    private static final String NO_COUNTERS = "/no/powercap";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeAll
    static void switchOn() {
        System.setProperty(FakeEngine.SWITCH, "true");
        System.setProperty(IGNORE_LOCK, "true");
        // This host may have energy counters that can be read.
        System.setProperty(EnergySource.POWERCAP, NO_COUNTERS);
    }

    @AfterAll
    static void switchOff() {
        System.clearProperty(FakeEngine.SWITCH);
        System.clearProperty(IGNORE_LOCK);
        System.clearProperty(EnergySource.POWERCAP);
    }

    @Test
    void everyWayAnEngineCanFailIsToldAndTheRestIsMeasured() throws IOException {
        Path directory = folder.resolve("run");
        CommandLineRun run = bench(
                "--engine",
                "fake,fake-wrong,fake-broken,fake-crashing",
                "--layer",
                LAYER,
                "--batch",
                "1,2",
                "-o",
                directory.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(5);
        JsonNode cases = run.json().get("cases");
        assertThat(cases.findValuesAsText("status"))
                .containsExactly("measured", "failed", "failed", "failed", "skipped", "skipped", "skipped", "skipped");
        JsonNode good = cases.get(0);
        assertThat(good.get("secondsPerOp").doubleValue()).isPositive();
        assertThat(good.get("macsPerSecond").doubleValue())
                .isEqualTo(16 / good.get("secondsPerOp").doubleValue());
        assertThat(good.get("verified").booleanValue()).isTrue();
        assertThat(good.at("/joulesPerOp/value").isNull()).isTrue();
        assertThat(good.at("/joulesPerOp/reason").textValue()).startsWith("no RAPL zones in " + NO_COUNTERS);
        assertThat(good.get("shareOfPeakReason").textValue()).contains("peaks");
        assertThat(cases.get(1).get("reason").textValue()).contains("off by");
        assertThat(cases.get(2).get("reason").textValue()).contains("no memory for layer/");
        assertThat(cases.get(3).get("reason").textValue()).contains("exit code 7");
        assertThat(cases.get(4).get("reason").textValue()).contains("one image");
        leavesAWholeRunDirectory(directory);
    }

    private static void leavesAWholeRunDirectory(Path directory) throws IOException {
        RunRecord record = RunRecord.read(directory);
        assertThat(record.notes()).isEmpty();
        assertThat(record.manifest().end()).isNotNull();
        assertThat(record.manifest().plan().environment()).containsEntry("OMP_WAIT_POLICY", "PASSIVE");
        List<JmhResult> rows = JmhJsonReader.read(directory.resolve("jmh.json"), Set.of());
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).params()).containsEntry("engine", "fake");
        assertThat(rows.get(0).primary().rawData().get(0)).hasSize(3);
        assertThat(directory.resolve("log.txt")).content().contains("# Run complete");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "manifest.json",
                            "measurements.jsonl",
                            "verification.jsonl",
                            "jmh.json",
                            "jmh-forks",
                            "log.txt");
        }
    }

    @Test
    void aNetworkOfAFileIsKeptInTheRunAndMeasured() throws IOException {
        Path file = Files.writeString(folder.resolve("my net.json"), """
                {"schema": "macjoule.network/1", "name": "tiny", "layers": [
                  {"name": "image", "type": "input", "shape": "1x4x4"},
                  {"name": "conv", "type": "convolution", "filters": 2, "kernel": 3}
                ]}
                """);
        Path directory = folder.resolve("run");
        CommandLineRun run = bench("--engine", "fake", "--network", file.toString(), "-o", directory.toString());
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode only = run.json().get("cases").get(0);
        assertThat(only.get("key").textValue()).isEqualTo("file/my-net/n1");
        // Four places, two filters of nine weights.
        assertThat(only.get("macsPerSecond").doubleValue())
                .isEqualTo(72 / only.get("secondsPerOp").doubleValue());
        assertThat(directory.resolve("networks/my-net.json")).content().contains("convolution");
        assertThat(bench("--engine", "fake", "--network", "no/such.onnx").err())
                .contains("there is no such file")
                .hasLineCount(1);
    }

    @Test
    void anOptionGivenTwiceIsNamed() {
        CommandLineRun run = CommandLineRun.of("bench", "-f", "1", "-f", "2");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("macjoule: option '-f' should be specified only once: macjoule bench: "
                        + "see 'macjoule bench --help'\n");
    }

    @Test
    void effortThatMakesNoSenseNamesItsOption() {
        for (String option : List.of("-f", "-i", "-r", "-w", "--threads")) {
            CommandLineRun run = CommandLineRun.of("bench", "--engine", "fake", "--layer", LAYER, option, "0");
            assertThat(run.code()).as(option).isEqualTo(2);
            assertThat(run.err()).contains(": " + option + ": give ").hasLineCount(1);
        }
        assertThat(bench("--engine", "fake", "--network", "alexnet", "--input", "3x8x8")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void whatTheHostCannotMeasureIsSaidWithoutMakingADirectory() {
        CommandLineRun run = bench(
                "--engine",
                "fake",
                "--layer",
                LAYER,
                "--batch",
                "8",
                "-o",
                folder.resolve("no").toString());
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("one image").hasLineCount(1);
        assertThat(folder.resolve("no")).doesNotExist();
        CommandLineRun energy = bench("--engine", "fake", "--layer", LAYER, "--require-energy");
        assertThat(energy.code()).isEqualTo(4);
        assertThat(energy.err())
                .contains("no energy: no RAPL zones in " + NO_COUNTERS)
                .hasLineCount(1);
    }

    @Test
    void unusableInputIsOneClearLine() throws IOException {
        assertThat(bench("--engine", "fakee", "--layer", LAYER).err())
                .contains("unknown engine: fakee")
                .hasLineCount(1);
        assertThat(bench("--suite", "quik").err()).contains("quick");
        assertThat(bench("--suite", "quick", "--layer", LAYER).code()).isEqualTo(2);
        assertThat(bench("--engine", "fake", "--layer", LAYER, "-o", "/proc/no/run")
                        .code())
                .isEqualTo(3);
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(bench(
                                "--engine",
                                "fake",
                                "--layer",
                                LAYER,
                                "-o",
                                file.resolve("run").toString())
                        .err())
                .contains("choose a folder that can be written")
                .hasLineCount(1);
        assertThat(bench("--engine", "fake", "--layer", LAYER, "-o", folder.toString())
                        .err())
                .contains("not empty");
    }

    /** What JMH gives back goes to Linux' device that is always full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsOneClearLineAndNothingIsLost() throws IOException {
        Path directory = folder.resolve("run");
        assertThat(bench("--engine", "fake", "--layer", LAYER, "-o", directory.toString())
                        .code())
                .isZero();
        Files.delete(directory.resolve("measurements.jsonl"));
        Path part = Files.createDirectories(directory.resolve("jmh-forks")).resolve("writing.part");
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        CommandLineRun full = resume(directory);
        assertThat(full.code()).as(full.err()).isEqualTo(70);
        assertThat(full.err())
                .contains("No space left on device")
                .contains(directory.toString())
                .contains("--resume")
                .hasLineCount(1);
        Files.delete(part);
        CommandLineRun resumed = resume(directory);
        assertThat(resumed.code()).as(resumed.err()).isZero();
    }

    @Test
    void aRunOfAnotherMachineIsNotTakenUp() throws IOException {
        Path manifest = folder.resolve(RunManifest.FILE);
        Files.writeString(manifest, """
                {"schema": "macjoule.manifest/1", "version": "0.1.0", "command": "bench", "host": {"cpu": "another"},
                 "energy": {}, "start": "2026-01-02T03:04:05Z", "resumed": [], "end": null, "endReason": "cut short",
                 "plan": {"suite": "quick", "seed": 1, "threads": 1, "environment": {}, "jvmArguments": [], "engines": [],
                  "cases": [], "skipped": [], "order": [],
                  "effort": {"forks": 1, "warmups": 0, "warmupSeconds": 1, "windows": 3, "windowSeconds": 1}}}
                """);
        CommandLineRun run = resume(folder);
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("another machine (another)");
    }

    /** Where nothing at all could be measured, there is no part of it that failed. */
    @Test
    void aCrashInTheOnlyCaseIsToldAndNothingIsMeasured() throws IOException {
        Path directory = folder.resolve("run");
        CommandLineRun run = bench("--engine", "fake-crashing", "--layer", LAYER, "-o", directory.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(4);
        assertThat(run.json().at("/cases/0/reason").textValue()).contains("exit code 7");
        assertThat(run.json().get("convention").textValue()).isEqualTo("conv-fc");
    }

    @Test
    void optionsThatWouldComeToNothingAreRefused() {
        CommandLineRun resumed = CommandLineRun.of(
                "bench", "--resume", "run", "-o", "other", "--engine", "fake", "--sensor", "fake:x", "-f", "2");
        assertThat(resumed.code()).isEqualTo(2);
        assertThat(resumed.err())
                .contains("--output", "--engine", "--sensor", "-f", "beside --resume")
                .hasLineCount(1);
        CommandLineRun counted = bench("--engine", "fake", "--layer", LAYER, "--counter-minutes", "5");
        assertThat(counted.code()).isEqualTo(2);
        assertThat(counted.err())
                .contains("without --counters: --counter-minutes: give --counters too")
                .hasLineCount(1);
    }

    @Test
    void anUnknownNetworkIsNamedAsItWasTyped() {
        CommandLineRun run = bench("--engine", "fake", "--network", "alexnt");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .contains("unknown network: alexnt: did you mean alexnet?")
                .hasLineCount(1);
    }

    private static CommandLineRun resume(Path directory) {
        return CommandLineRun.of("bench", "--format", "json", "--quiet", "--resume", directory.toString());
    }

    private static CommandLineRun bench(String... arguments) {
        String[] all = new String[arguments.length + 12];
        List<String> fixed =
                List.of("bench", "--format", "json", "--quiet", "-f", "1", "-wi", "0", "-i", "3", "-r", "0.02");
        for (int i = 0; i < fixed.size(); i++) {
            all[i] = fixed.get(i);
        }
        System.arraycopy(arguments, 0, all, fixed.size(), arguments.length);
        return CommandLineRun.of(all);
    }
}
