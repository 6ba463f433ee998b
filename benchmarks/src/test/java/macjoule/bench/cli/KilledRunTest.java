package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import macjoule.bench.run.FakeEngine;
import macjoule.calibration.record.JmhJsonReader;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.MeasurementLog;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run killed at three moments and taken up again each time. */
class KilledRunTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void nothingIsLostAndNothingIsMeasuredTwice() throws Exception {
        Path run = folder.resolve("run");
        List<String> start = List.of(
                "--engine",
                "fake",
                "--layer",
                BenchCommandTest.LAYER,
                "--layer",
                "ci=2,hi=4,wi=4,co=1,hf=1,wf=1",
                "-f",
                "2",
                "-wi",
                "0",
                "-i",
                "3",
                "-r",
                "0.1",
                "-o",
                run.toString());
        List<String> resume = List.of("--resume", run.toString());
        killOnce(start, () -> Files.exists(run.resolve("verification.jsonl")));
        killOnce(resume, () -> lines(run) >= 3);
        String first = Files.readString(run.resolve("measurements.jsonl"));
        killOnce(resume, () -> lines(run) >= 9);
        assertThat(exitCode(bench(resume))).isZero();

        assertThat(Files.readString(run.resolve("measurements.jsonl"))).startsWith(first);
        RunRecord record = RunRecord.read(run);
        assertThat(record.manifest().resumed()).hasSize(3);
        assertThat(record.measurements())
                .extracting(Measurement::key, Measurement::fork, Measurement::window)
                .hasSize(12)
                .doesNotHaveDuplicates();
        assertThat(record.measurements()).noneMatch(Measurement::isFailure);
        assertThat(run.resolve("jmh-forks")).doesNotExist();
        assertThat(JmhJsonReader.read(run.resolve("jmh.json"), Set.of()))
                .hasSize(2)
                .allSatisfy(row -> {
                    assertThat(row.forks()).isEqualTo(2);
                    assertThat(row.primary().rawData()).hasSize(2).allMatch(fork -> fork.size() == 3);
                });
        onlyOneProcessMayWriteAndACompleteRunStaysAsItIs(run);
    }

    private void onlyOneProcessMayWriteAndACompleteRunStaysAsItIs(Path run) throws Exception {
        String results = Files.readString(run.resolve("jmh.json"));
        List<String> resume = List.of("--quiet", "--resume", run.toString());
        try (MeasurementLog log = new MeasurementLog(run)) {
            assertThat(log.hasFailed(new Unit("any", "fake"), 1, 0)).isFalse();
            assertThat(exitCode(bench(resume))).isEqualTo(4);
            assertThat(folder.resolve("err.txt"))
                    .content()
                    .contains("another process is writing")
                    .hasLineCount(1);
        }
        assertThat(exitCode(bench(resume))).isZero();
        assertThat(run.resolve("jmh.json")).hasContent(results);
        assertThat(RunRecord.read(run).measurements()).hasSize(12);
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private interface Moment {
        boolean hasCome() throws IOException;
    }

    private void killOnce(List<String> arguments, Moment moment) throws Exception {
        Process process = bench(arguments);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!moment.hasCome()) {
            assertThat(process.isAlive())
                    .as("%s", Files.readString(folder.resolve("err.txt")))
                    .isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
        List<ProcessHandle> orphans = process.descendants().toList();
        process.destroyForcibly().waitFor();
        // Killed without warning, it can end nobody; the others have to notice by themselves.
        for (ProcessHandle orphan : orphans) {
            orphan.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Process bench(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + FakeEngine.SWITCH + "=true",
                "-Djmh.ignoreLock=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "bench"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    private static long lines(Path run) throws IOException {
        Path file = run.resolve("measurements.jsonl");
        return Files.exists(file) ? Files.readString(file).lines().count() : 0;
    }
}
