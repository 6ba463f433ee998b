package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.run.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that hold the clock of a simulated GPU, whose state outlives them in a file. */
class KilledClockTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String LOCKED = "GPU 1200 1200";
    private static final String FREE = "GPU unlocked";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theNextStartFreesTheClockOfAKilledRun() throws Exception {
        Process killed = bench("30", "killed", "--lock-clocks", "1200");
        awaitClock(killed, LOCKED);
        List<ProcessHandle> workers = killed.descendants().toList();
        killed.destroyForcibly().waitFor();
        for (ProcessHandle worker : workers) {
            worker.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(clock()).hasContent(LOCKED);

        Process next = bench("0.02", "next");
        assertThat(next.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(next.exitValue()).as(err()).isZero();
        assertThat(clock()).hasContent(FREE);
        assertThat(err()).contains("freed the GPU clock");
    }

    @Test
    void aRunThatIsToldToEndFreesItsClockItself() throws Exception {
        Process told = bench("30", "told", "--lock-clocks", "1200");
        awaitClock(told, LOCKED);
        told.destroy();
        assertThat(told.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(clock()).hasContent(FREE);
    }

    private void awaitClock(Process process, String content) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(clock()) || !Files.readString(clock()).equals(content)) {
            assertThat(process.isAlive()).as(err()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private Path clock() {
        return folder.resolve("clock");
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err.txt"));
    }

    private Process bench(String seconds, String run, String... more) throws IOException {
        Path script = Files.writeString(folder.resolve("gpu.json"), """
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{"clockFile": "%s",
                  "counter": {"updateMs": 20, "windowMs": 20}}]}
                """.formatted(clock()));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + FakeEngine.SWITCH + "=true",
                "-D" + EnergyState.PROPERTY + "=" + folder.resolve("state"),
                "-Djmh.ignoreLock=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "bench",
                "--engine",
                "fake",
                "--layer",
                BenchCommandTest.LAYER,
                "--sensor",
                "fake:" + script,
                "--idle",
                "0",
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "3",
                "-r",
                seconds,
                "-o",
                folder.resolve(run).toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }
}
