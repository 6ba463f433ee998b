package macjoule.bench.counters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.Unit;

/** Runs one case at a time under Nsight Compute, with a limit on its time, and reads what that prints. */
final class NcuRun {
    private static final String LOG = "log.txt";
    private static final String OUTPUT = "counters-output.part";

    private final Path ncu;
    private final CounterSettings settings;
    private final Plan plan;
    private final Path directory;

    NcuRun(Path ncu, CounterSettings settings, Plan plan, Path directory) {
        this.ncu = ncu;
        this.settings = settings;
        this.plan = plan;
        this.directory = directory;
    }

    /**
     * The kernels that one operation of a unit launches.
     *
     * @throws NcuException if this case cannot be profiled
     * @throws macjoule.bench.run.BlockedException if no case can be profiled here
     */
    List<KernelLaunch> run(Unit unit, Duration limit) throws NcuException {
        Path output = directory.resolve(OUTPUT);
        try {
            int code = execute(command(unit), output, limit);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            log("counters of " + unit + "\n" + text);
            return NcuOutput.launches(text, code, unit.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + ncu, e);
        } finally {
            output.toFile().delete();
        }
    }

    /** Only the operation itself is profiled, which the program marks; all launches of a replay see the same caches and clocks. */
    List<String> command(Unit unit) {
        String metrics = Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(List.of(
                ncu.toString(),
                "--csv",
                "--page",
                "raw",
                "--print-units",
                "base",
                "--metrics",
                metrics,
                "--cache-control",
                settings.caches().id(),
                "--clock-control",
                settings.clocks().id(),
                "--profile-from-start",
                "off",
                "--target-processes",
                "all"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(plan.jvmArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SingleLaunch.class.getName()));
        command.addAll(SingleLaunch.arguments(unit, plan.seed()));
        return command;
    }

    private int execute(List<String> command, Path output, Duration limit) throws IOException, NcuException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(directory.resolve(LOG).toFile()));
        builder.environment().putAll(plan.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NcuException("not done after " + limit.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading counters", e);
        } finally {
            // The profiled program outlives its profiler otherwise, and keeps the GPU busy.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void log(String text) throws IOException {
        Files.writeString(directory.resolve(LOG), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
