package macjoule.bench.bringup;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import macjoule.bench.jmh.QuietJava;

/** Starts a {@link StepProcess} for each step, listens to it, and ends it when its time is over. */
final class StepProcesses implements BringUp.Runner {
    private static final int LONGEST_REASON = 300;

    private final Path folder;

    StepProcesses(Path folder) {
        this.folder = folder;
    }

    @Override
    public String run(BringUpStep step, double seconds, Consumer<String> progress)
            throws IOException, InterruptedException, StepFailedException, GoneException {
        Path errors = Files.createTempFile("macjoule-" + step.name(), ".txt");
        try {
            Process process = new ProcessBuilder(command(step, seconds))
                    .redirectError(errors.toFile())
                    .start();
            try {
                return ended(process, seconds, errors, progress);
            } finally {
                end(process);
            }
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    private static String ended(Process process, double seconds, Path errors, Consumer<String> progress)
            throws IOException, InterruptedException, StepFailedException, GoneException {
        AtomicBoolean overdue = new AtomicBoolean();
        var unused = process.onExit()
                .orTimeout(Math.round(seconds * 1000), TimeUnit.MILLISECONDS)
                .whenComplete((ended, timeout) -> {
                    if (timeout != null) {
                        overdue.set(true);
                        end(process);
                    }
                });
        Optional<Message> last = listen(process, progress);
        int code = process.waitFor();
        if (last.isPresent()) {
            return last.get().result();
        }
        throw new StepFailedException(
                overdue.get()
                        ? String.format("not done after %.0f s, and stopped", seconds)
                        : "its process died with exit code " + code + lastLine(errors));
    }

    /** The outcome, if it told one. */
    private static Optional<Message> listen(Process process, Consumer<String> progress) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Message> message = Message.parse(line);
                if (message.isPresent() && message.get().kind() != Message.Kind.PROGRESS) {
                    return message;
                }
                message.ifPresent(told -> progress.accept(told.text()));
            }
        }
        return Optional.empty();
    }

    /** Profilers and forks that a step started would keep the GPU busy. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String lastLine(Path errors) throws IOException {
        List<String> lines = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        String last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1).strip();
        return last.substring(0, Math.min(LONGEST_REASON, last.length()));
    }

    private List<String> command(BringUpStep step, double seconds) {
        Set<String> flags = new LinkedHashSet<>(QuietJava.flags());
        flags.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StepProcess.class.getName()));
        command.addAll(List.of(step.name(), folder.toString(), String.valueOf(seconds)));
        return command;
    }
}
