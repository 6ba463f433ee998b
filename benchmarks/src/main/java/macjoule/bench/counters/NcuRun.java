package macjoule.bench.counters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import macjoule.calibration.record.Plan;

/** Runs some cases in one process under Nsight Compute, with a limit on its time, and reads what that prints. */
final class NcuRun {
    private static final String LOG = "log.txt";
    private static final String OUTPUT = "counters-output.part";
    private static final int NOT_ENDED = -1;

    private final Path ncu;
    private final CounterSettings settings;
    private final Plan plan;
    private final Path directory;
    private final EnumSet<Metric> asked = EnumSet.allOf(Metric.class);

    NcuRun(Path ncu, CounterSettings settings, Plan plan, Path directory) {
        this.ncu = ncu;
        this.settings = settings;
        this.plan = plan;
        this.directory = directory;
    }

    /** What was found not to be had here, by its name in Nsight Compute. */
    List<String> unknownMetrics() {
        return EnumSet.complementOf(asked).stream().map(Metric::id).toList();
    }

    /**
     * Counts what one operation of each case launches. Without a metric that turns out to be unknown all is tried again.
     *
     * @throws macjoule.bench.run.BlockedException if no case can be profiled here
     */
    Reading run(List<CountedCase> cases, Limits limits) {
        while (true) {
            NcuOutput output = print(cases, limits);
            Set<Metric> unknown = output.unknownMetrics();
            // A message that names all is about something else.
            if (unknown.containsAll(asked) || !asked.removeAll(unknown)) {
                return output.reading(cases.size());
            }
        }
    }

    private NcuOutput print(List<CountedCase> cases, Limits limits) {
        Path output = directory.resolve(OUTPUT);
        String what = cases.stream().map(one -> one.unit().toString()).collect(Collectors.joining(", "));
        try {
            int code = execute(command(cases, limits), output, limits.end());
            String text = Files.readString(output, StandardCharsets.UTF_8);
            log("counters of " + what + "\n" + text);
            String late = code == NOT_ENDED ? "\n==ERROR== not done after " + Math.round(limits.end()) + " s\n" : "";
            return new NcuOutput(text + late, code, what);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + ncu, e);
        } finally {
            output.toFile().delete();
        }
    }

    /** Only the operation itself is profiled, which the program marks; all launches of a replay see the same caches and clocks. */
    private List<String> command(List<CountedCase> cases, Limits limits) {
        String metrics = asked.stream().map(Metric::id).collect(Collectors.joining(","));
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
        command.addAll(SingleLaunch.arguments(cases, plan.seed(), limits));
        return command;
    }

    private int execute(List<String> command, Path output, double seconds) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(directory.resolve(LOG).toFile()));
        builder.environment().putAll(plan.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            boolean ended = process.waitFor(Math.round(seconds * 1e3), TimeUnit.MILLISECONDS);
            return ended ? process.exitValue() : NOT_ENDED;
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
