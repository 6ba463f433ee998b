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

/** {@code bench} in a process of its own, on the engine that needs no library and a scripted GPU. */
record BenchProcess(Process process, Path run, Path out, Path err) {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * Starts a run that keeps everything in a folder.
     *
     * @param name of the run directory
     * @param script the scripted GPU
     * @param more options but {@code -i} and {@code -wi}
     */
    static BenchProcess start(Path folder, String name, Path script, String... more) throws IOException {
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
                "--sensor",
                "fake:" + script,
                "-wi",
                "0",
                "-i",
                "3",
                "-o",
                folder.resolve(name).toString()));
        command.addAll(List.of(more));
        Path out = folder.resolve(name + "-out.txt");
        Path err = folder.resolve(name + "-err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new BenchProcess(process, folder.resolve(name), out, err);
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** What it said. */
    String told() throws IOException {
        return Files.readString(err);
    }
}
