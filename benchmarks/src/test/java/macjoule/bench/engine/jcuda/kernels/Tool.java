package macjoule.bench.engine.jcuda.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the host, run to its end. */
final class Tool {
    private static final int MINUTES = 5;

    private Tool() {}

    /** How a program ended and what it printed. */
    record Outcome(int exitCode, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    static boolean isPresent(String program) {
        try {
            return run(program, "--version").exitCode() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    static Outcome run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("tool", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command[0] + " did not end within " + MINUTES + " minutes");
            }
            return new Outcome(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
