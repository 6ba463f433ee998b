package macjoule.bench.bringup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import macjoule.bench.engine.jcuda.driver.KernelModule;
import macjoule.bench.jmh.CrashFile;

/** Starts a {@link StepProcess} for each step, listens to it, and ends it when its time is over. */
final class StepProcesses implements BringUp.Runner {
    /** Kernels that go astray on one case lose the context, not the GPU; the other cases are still worth having. */
    private static final int MOST_ATTEMPTS = 4;

    private static final double LEAST_SECONDS = 5;

    private final Path folder;
    private final boolean compilesFirst;

    /**
     * @param compilesFirst whether a step before all others that need kernels compiles them
     */
    StepProcesses(Path folder, boolean compilesFirst) {
        this.folder = folder;
        this.compilesFirst = compilesFirst;
    }

    @Override
    public String run(BringUpStep step, double seconds, Consumer<String> progress)
            throws IOException, InterruptedException, StepFailedException, GoneException {
        try {
            return attempted(step, seconds, progress);
        } catch (StepFailedException e) {
            throw compiles(step)
                    ? new StepFailedException(
                            e.getMessage() + "; later steps take the shipped kernels unless it had kept its own")
                    : e;
        }
    }

    private String attempted(BringUpStep step, double seconds, Consumer<String> progress)
            throws IOException, InterruptedException, StepFailedException, GoneException {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            double left = seconds - (System.nanoTime() - start) / 1e9;
            Message last = once(step, left, progress);
            if (last.kind() != Message.Kind.AGAIN || attempt == MOST_ATTEMPTS || left < LEAST_SECONDS) {
                return last.result();
            }
            progress.accept(last.text() + "; another process does the rest");
        }
    }

    private Message once(BringUpStep step, double seconds, Consumer<String> progress)
            throws IOException, InterruptedException, StepFailedException {
        Path errors = Files.createTempFile("macjoule-" + step.name(), ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command(step, seconds)).redirectError(errors.toFile());
            if (compilesFirst && !compiles(step)) {
                // Were there nothing kept, each of them would compile for as long as the first was given.
                builder.environment().put(KernelModule.KEPT_ONLY, "1");
            }
            Process process = builder.start();
            try {
                return ended(process, seconds, errors, progress);
            } finally {
                end(process);
            }
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    private static Message ended(Process process, double seconds, Path errors, Consumer<String> progress)
            throws IOException, InterruptedException, StepFailedException {
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
        if (last.isPresent()) {
            return last.get();
        }
        int code = process.waitFor();
        throw new StepFailedException(
                overdue.get()
                        ? String.format("not done after %.0f s, and stopped", seconds)
                        : "its process died with exit code " + code + " saying '" + Scratch.lastLine(errors) + "'");
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

    private static boolean compiles(BringUpStep step) {
        return step.name().equals(Steps.KERNELS);
    }

    private List<String> command(BringUpStep step, double seconds) {
        List<String> flags = new ArrayList<>(
                step.name().equals(Steps.SELF_TEST) ? List.of() : WrongKernels.flags(folder.resolve(SelfTest.FILE)));
        flags.add(CrashFile.flagFor(folder));
        return JavaCommand.of(
                flags, StepProcess.class.getName(), List.of(step.name(), folder.toString(), String.valueOf(seconds)));
    }
}
