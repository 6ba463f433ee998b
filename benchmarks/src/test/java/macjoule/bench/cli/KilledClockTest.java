package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that hold the clock of a simulated GPU, whose state outlives them in a file. */
class KilledClockTest {
    private static final String LOCKED = "GPU 1200 1200";
    private static final String FREE = "GPU unlocked";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theNextStartFreesTheClockOfAKilledRun() throws Exception {
        Process killed = bench("30", "killed", "--lock-clocks", "1200").process();
        awaitClock(killed, LOCKED);
        anotherRunIsKeptOffAndLeavesTheClock();
        List<ProcessHandle> workers = killed.descendants().toList();
        killed.destroyForcibly().waitFor();
        for (ProcessHandle worker : workers) {
            worker.onExit().get(BenchProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(clock()).hasContent(LOCKED);

        BenchProcess next = bench("0.02", "next");
        assertThat(next.exitCode()).as(next.told()).isZero();
        assertThat(clock()).hasContent(FREE);
        assertThat(next.told()).contains("freed the GPU clock");
    }

    /** The journal of the first run is no left-over while that run lasts. */
    private void anotherRunIsKeptOffAndLeavesTheClock() throws Exception {
        BenchProcess second = bench("0.02", "second", "--lock-clocks", "900");
        assertThat(second.exitCode()).as(second.told()).isEqualTo(4);
        assertThat(second.told()).contains("another measurement has GPU-").doesNotContain("freed");
        assertThat(clock()).hasContent(LOCKED);
    }

    @Test
    void aRunThatIsToldToEndFreesItsClockItself() throws Exception {
        BenchProcess told = bench("30", "told", "--lock-clocks", "1200");
        awaitClock(told.process(), LOCKED);
        told.process().destroy();
        told.exitCode();
        assertThat(clock()).hasContent(FREE);
    }

    private void awaitClock(Process process, String content) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + BenchProcess.PATIENCE.toNanos();
        while (!Files.exists(clock()) || !Files.readString(clock()).equals(content)) {
            assertThat(process.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private Path clock() {
        return folder.resolve("clock");
    }

    private BenchProcess bench(String seconds, String run, String... more) throws IOException {
        Path script = Files.writeString(folder.resolve("gpu.json"), """
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{"clockFile": "%s",
                  "counter": {"updateMs": 20, "windowMs": 20}}]}
                """.formatted(clock()));
        List<String> options =
                new ArrayList<>(List.of("--layer", BenchCommandTest.LAYER, "--idle", "0", "-f", "1", "-r", seconds));
        options.addAll(List.of(more));
        return BenchProcess.start(folder, run, script, options.toArray(String[]::new));
    }
}
