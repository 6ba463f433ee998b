package macjoule.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Engines;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.bench.plan.OwnNetworks;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.IdleReading;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.Unit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures units with JMH, one fork at a time. JMH's own order is all forks of one case, then the next case; asking for one fork
 * at a time lets another order be drawn for each.
 */
public final class JmhFork {
    /** Enough to bring a unit to life and to let it rest before the last window. */
    private static final Effort SHORTEST = new Effort(1, 1, 0.1, 3, 0.02);

    private static final String DIED = "<forked VM failed";

    private final Plan plan;
    private final EnergyMeter energy;

    public JmhFork(Plan plan, EnergyMeter energy) {
        this.plan = plan;
        this.energy = energy;
    }

    /**
     * What came of a fork.
     *
     * @param result empty if JMH dropped it, which it does without failing
     * @param reason why it was dropped
     * @param energy what took its energy
     */
    public record Outcome(Optional<RunResult> result, String reason, EnergyMeter.Fork energy) {}

    /**
     * Measures one fork of a unit.
     *
     * @param log what JMH prints goes there
     * @throws RunnerException if JMH cannot run at all, as when another JMH holds this host
     */
    public Outcome run(Unit unit, Path log) throws RunnerException {
        EnergyMeter.Fork taking = energy.fork(device(unit), 0);
        Collection<RunResult> results = new Runner(options(unit, log, plan.effort(), taking)
                        .jvmArgsAppend(KernelLines.prepare(log))
                        .build())
                .run();
        if (results.size() == 1 && isWhole(results.iterator().next())) {
            RunResult result = results.iterator().next();
            return new Outcome(
                    Optional.of(BenchmarkCase.isCold(unit.key()) ? ColdTimes.of(result) : result), "", taking);
        }
        return new Outcome(Optional.empty(), reason(log), taking);
    }

    /** What fails in the middle leaves JMH with the windows before; they are no fork. */
    private boolean isWhole(RunResult result) {
        long windows = result.getBenchmarkResults().stream()
                .mapToLong(one -> one.getIterationResults().size())
                .sum();
        return windows == plan.effort().windows();
    }

    /**
     * Has a fork hold a unit ready and do nothing, and measures what its device draws meanwhile.
     *
     * @param moment of the run, for the record
     */
    public IdleReading idle(Unit unit, Path log, int seconds, String moment) throws RunnerException {
        EnergyMeter.Fork taking = energy.fork(device(unit), seconds);
        boolean died =
                new Runner(options(unit, log, SHORTEST, taking).build()).run().isEmpty();
        IdleReading reading = taking.idle(moment);
        return died && reading.watts() == null
                ? IdleReading.unknown(reading.device(), moment, unit + " could not be held ready: " + reason(log))
                : reading;
    }

    private String device(Unit unit) {
        return plan.engine(unit.engine()).map(PlannedEngine::device).orElse("");
    }

    private ChainedOptionsBuilder options(Unit unit, Path log, Effort effort, EnergyMeter.Fork taking) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark(unit).getName()) + "\\.forward$")
                .param("key", unit.key())
                .param("engine", unit.engine())
                .forks(1)
                .warmupIterations(effort.warmups())
                .warmupTime(seconds(effort.warmupSeconds()))
                .measurementIterations(effort.windows())
                .measurementTime(seconds(effort.windowSeconds()))
                .jvmArgs(jvmArguments(log))
                .verbosity(VerboseMode.NORMAL)
                .output(log.toString());
        taking.configure(options);
        onDevice(unit)
                .ifPresent(engine -> options.addProfiler(DeviceTime.class)
                        .operationsPerInvocation(
                                Batching.operations(plan.find(unit.key()).orElseThrow(), engine)));
        return options;
    }

    private static Optional<Engine> onDevice(Unit unit) {
        return Engines.find(unit.engine()).filter(engine -> !engine.device().equals("cpu"));
    }

    private Class<?> benchmark(Unit unit) {
        boolean network =
                plan.find(unit.key()).filter(one -> one.kind() == Kind.NETWORK).isPresent();
        return network ? NetworkForward.class : LayerForward.class;
    }

    private String[] jvmArguments(Path log) {
        Path folder = log.toAbsolutePath().getParent();
        List<String> crash = folder == null ? List.of() : List.of(CrashFile.flagFor(folder));
        List<String> seed = List.of("-D" + ForwardState.SEED + "=" + plan.seed());
        return Stream.of(plan.jvmArguments(), QuietJava.flags(), OwnNetworks.flags(), crash, seed)
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    private static TimeValue seconds(double seconds) {
        return TimeValue.milliseconds(Math.max(1, Math.round(seconds * 1e3)));
    }

    /** JMH tells why a fork failed only in what it prints: an exception on the line after a mark, or that the JVM died. */
    private static String reason(Path log) {
        String[] lines = lines(log);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].contains("<failure>")) {
                return firstText(lines, i + 1);
            }
            if (lines[i].contains(DIED)) {
                return lines[i].replaceAll("[<>]", "").strip();
            }
        }
        return "JMH gave back nothing and does not say why";
    }

    private static String firstText(String[] lines, int from) {
        for (int i = from; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                return lines[i].strip();
            }
        }
        return "the measured JVM ended without a word";
    }

    private static String[] lines(Path log) {
        try {
            // Native libraries print in any encoding, which must not end the run.
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\\R");
        } catch (IOException e) {
            throw new UncheckedIOException(log.toString(), e);
        }
    }
}
