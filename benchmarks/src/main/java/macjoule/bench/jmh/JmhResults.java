package macjoule.bench.jmh;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import macjoule.calibration.record.Unit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.WorkloadParams;

/**
 * JMH's results of each fork, kept until all are there, so that JMH itself can write one file of the whole run: forks of one case
 * pooled in one row, as if JMH had measured them in one go.
 */
public final class JmhResults {
    /** The name of JMH's file in a run directory. */
    public static final String FILE = "jmh.json";

    private static final ObjectInputFilter ONLY_RESULTS =
            ObjectInputFilter.Config.createFilter("org.openjdk.jmh.**;java.base/*;!*");

    private final Path directory;
    private final Path forks;

    public JmhResults(Path runDirectory) {
        directory = runDirectory;
        forks = runDirectory.resolve("jmh-forks");
    }

    /** Keeps the result of one fork. */
    public void keep(Unit unit, int fork, RunResult result) throws IOException {
        Files.createDirectories(forks);
        Path part = forks.resolve("writing.part");
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(part))) {
            out.writeObject(result);
        }
        String name = String.format(Locale.ROOT, "%03d %s %s", fork, unit.engine(), unit.key())
                .replace('/', '!');
        Files.move(part, forks.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Has JMH write its file of all forks kept so far, if any. */
    public void write() throws IOException {
        if (kept().isEmpty()) {
            return;
        }
        Map<String, List<RunResult>> cases = new LinkedHashMap<>();
        for (Path file : kept()) {
            RunResult result = read(file);
            cases.computeIfAbsent(result.getParams().id(), id -> new ArrayList<>())
                    .add(result);
        }
        List<RunResult> pooled = cases.values().stream()
                .map(JmhResults::pooled)
                .sorted(RunResult.DEFAULT_SORT_COMPARATOR)
                .toList();
        Path part = directory.resolve(FILE + ".part");
        try (PrintStream out = new PrintStream(Files.newOutputStream(part), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(pooled);
        }
        Files.move(part, directory.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lets go of what was kept, once nothing more is to come. */
    public void discard() throws IOException {
        for (Path file : kept()) {
            Files.delete(file);
        }
        Files.deleteIfExists(forks.resolve("writing.part"));
        Files.deleteIfExists(forks);
    }

    private List<Path> kept() throws IOException {
        if (!Files.isDirectory(forks)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(forks)) {
            return files.filter(file -> !file.toString().endsWith(".part"))
                    .sorted()
                    .toList();
        }
    }

    private static RunResult read(Path file) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
            in.setObjectInputFilter(ONLY_RESULTS);
            return (RunResult) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("not a result of JMH: " + file, e);
        }
    }

    private static RunResult pooled(List<RunResult> forksOfCase) {
        List<BenchmarkResult> results = new ArrayList<>();
        forksOfCase.forEach(fork -> results.addAll(fork.getBenchmarkResults()));
        fillIn(results);
        return new RunResult(withForks(forksOfCase.get(0).getParams(), results.size()), results);
    }

    /** What one fork told and another did not, such as joules of a sensor that came and went. JMH would count it as 0 there. */
    private static void fillIn(List<BenchmarkResult> forks) {
        List<IterationResult> windows = forks.stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
        Map<String, Result<?>> told = new LinkedHashMap<>();
        windows.forEach(window ->
                window.getRawSecondaryResults().values().forEach(one -> told.putIfAbsent(one.getLabel(), one)));
        for (Result<?> one : told.values()) {
            for (IterationResult window : windows) {
                if (!window.getRawSecondaryResults().keys().contains(one.getLabel())) {
                    window.addResult(
                            new ScalarResult(one.getLabel(), Double.NaN, one.getScoreUnit(), AggregationPolicy.AVG));
                }
            }
        }
    }

    private static BenchmarkParams withForks(BenchmarkParams one, int forks) {
        WorkloadParams params = new WorkloadParams();
        int position = 0;
        for (String name : one.getParamsKeys()) {
            params.put(name, Objects.requireNonNull(one.getParam(name), name), position++);
        }
        return new BenchmarkParams(
                one.getBenchmark(),
                one.generatedBenchmark(),
                one.shouldSynchIterations(),
                one.getThreads(),
                one.getThreadGroups(),
                one.getThreadGroupLabels(),
                forks,
                one.getWarmupForks(),
                one.getWarmup(),
                one.getMeasurement(),
                one.getMode(),
                params,
                one.getTimeUnit(),
                one.getOpsPerInvocation(),
                one.getJvm(),
                one.getJvmArgs(),
                one.getJdkVersion(),
                one.getVmName(),
                one.getVmVersion(),
                one.getJmhVersion(),
                one.getTimeout());
    }
}
