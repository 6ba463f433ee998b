package macjoule.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.jmh.CrashFile;
import macjoule.bench.jmh.QuietJava;
import macjoule.bench.plan.OwnNetworks;
import macjoule.calibration.record.CannotRecordException;
import macjoule.calibration.record.Plan;
import org.jspecify.annotations.Nullable;

/** Starts a {@link Worker}, listens to it and tells how it ended. */
final class WorkerProcess {
    private static final String LOG = "log.txt";
    private static final String IGNORE_LOCK = "jmh.ignoreLock";

    private final Path directory;
    private final Plan plan;
    private final Consumer<Progress> listener;

    WorkerProcess(Path directory, Plan plan, Consumer<Progress> listener) {
        this.directory = directory;
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * How a worker ended.
     *
     * @param finished whether it did all it was asked
     * @param blocked why nothing can be measured
     * @param again whether it asks for another process to go on in its place
     * @param during what it was busy with when it died
     */
    record End(boolean finished, Optional<String> blocked, boolean again, Optional<Progress> during, String reason) {}

    End run(Worker.Task task, int knownMeasurements) {
        try {
            Process process = start(task, knownMeasurements);
            try {
                return listen(process);
            } finally {
                // Ends the worker, whatever threads a library left running in it.
                process.getOutputStream().close();
                process.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a process to measure in", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private Process start(Worker.Task task, int knownMeasurements) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(plan.jvmArguments());
        command.addAll(QuietJava.flags());
        command.add(CrashFile.flagFor(directory));
        command.addAll(OwnNetworks.flags(directory));
        // JMH's own switch to measure beside another JMH.
        if (Boolean.getBoolean(IGNORE_LOCK)) {
            command.add("-D" + IGNORE_LOCK + "=true");
        }
        // Where the passports are kept, and where the processor's counters are.
        for (String name : List.of(EnergyState.PROPERTY, EnergySource.POWERCAP)) {
            String place = System.getProperty(name);
            if (place != null) {
                command.add("-D" + name + "=" + place);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
        command.addAll(Worker.arguments(task, directory, knownMeasurements));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(directory.resolve(LOG).toFile()));
        builder.environment().putAll(plan.environment());
        return builder.start();
    }

    private End listen(Process process) throws IOException, InterruptedException {
        Progress during = null;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Progress progress = Progress.parse(line);
                if (progress == null) {
                    log(line);
                    continue;
                }
                switch (progress.kind()) {
                    case BEGIN -> during = progress;
                    case DONE -> during = null;
                    case BLOCKED -> {
                        return new End(false, Optional.of(progress.detail()), false, Optional.empty(), "");
                    }
                    case UNRECORDED -> throw new CannotRecordException(progress.detail());
                    case FINISHED -> {
                        return new End(true, Optional.empty(), false, Optional.empty(), "");
                    }
                    case AGAIN -> {
                        return new End(false, Optional.empty(), true, Optional.empty(), "");
                    }
                }
                listener.accept(progress);
            }
        }
        return died(process.waitFor(), during);
    }

    private End died(int code, @Nullable Progress during) {
        String reason = "the process died with exit code " + code + ", see " + LOG;
        return new End(false, Optional.empty(), false, Optional.ofNullable(during), reason);
    }

    private void log(String line) throws IOException {
        Files.writeString(directory.resolve(LOG), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
