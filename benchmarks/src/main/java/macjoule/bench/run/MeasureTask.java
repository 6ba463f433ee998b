package macjoule.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.jmh.EnergyMeter;
import macjoule.bench.jmh.JmhFork;
import macjoule.bench.jmh.JmhResults;
import macjoule.bench.jmh.KernelLines;
import macjoule.bench.jmh.Windows;
import macjoule.calibration.record.CheckLog;
import macjoule.calibration.record.IdleReading;
import macjoule.calibration.record.KernelLog;
import macjoule.calibration.record.KernelUse;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.MeasurementLog;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.Unit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Measures all forks that are not measured yet, in the order of the plan, and has JMH write its file at the end. */
final class MeasureTask {
    /** Where JMH prints to while a fork lasts. */
    private static final String JMH_OUTPUT = "jmh-output.part";

    private final Path directory;
    private final Plan plan;
    private final PrintStream toParent;
    private final int knownMeasurements;
    private final Cooling cooling;
    private final LostDevices lost;
    private final IdleForks idle;
    private final JmhFork jmh;
    private final JmhResults results;

    /**
     * @param knownMeasurements how many measurements there were when the command began; forks that failed since then are not tried
     *     again
     */
    MeasureTask(Path directory, RunManifest manifest, PrintStream toParent, int knownMeasurements) {
        this.directory = directory;
        this.plan = manifest.plan();
        this.toParent = toParent;
        this.knownMeasurements = knownMeasurements;
        EnergyMeter energy = EnergySource.of(manifest.energy());
        cooling = new Cooling(EnergySource.recorded(manifest.energy()), NanoClock.system());
        jmh = new JmhFork(plan, energy);
        lost = new LostDevices(plan);
        idle = new IdleForks(directory, manifest, energy::reasonAgainst, this::rest);
        results = new JmhResults(directory);
    }

    void run() throws IOException {
        try (CheckLog checks = new CheckLog(directory);
                MeasurementLog log = new MeasurementLog(directory)) {
            List<Unit> toDo = toDo(checks, log);
            idle.measure("before", toDo);
            boolean complete = true;
            for (int fork = 1; fork <= plan.effort().forks(); fork++) {
                for (Unit unit : plan.order().get(fork - 1)) {
                    if (!checks.isWrong(unit)) {
                        complete &= isMeasured(unit, fork, log);
                    }
                }
            }
            idle.measure("after", toDo);
            results.write();
            if (complete) {
                results.discard();
            }
        } catch (RunnerException e) {
            toParent.println(Progress.blocked(String.valueOf(e.getMessage())).line());
            return;
        }
        toParent.println(Progress.finished().line());
    }

    /** Units that have a fork left to measure. */
    private List<Unit> toDo(CheckLog checks, MeasurementLog log) {
        List<Unit> toDo = new ArrayList<>();
        for (int fork = 1; fork <= plan.effort().forks(); fork++) {
            for (Unit unit : plan.order().get(fork - 1)) {
                if (!checks.isWrong(unit) && !toDo.contains(unit) && !isSettled(unit, fork, log)) {
                    toDo.add(unit);
                }
            }
        }
        return toDo;
    }

    private boolean isSettled(Unit unit, int fork, MeasurementLog log) {
        return log.isDone(unit, fork) || log.hasFailed(unit, fork, knownMeasurements);
    }

    /** Whether a fork is measured, after trying it unless that has failed already. */
    private boolean isMeasured(Unit unit, int fork, MeasurementLog log) throws IOException, RunnerException {
        if (!isSettled(unit, fork, log)) {
            measure(unit, fork, log);
        }
        return log.isDone(unit, fork);
    }

    private void measure(Unit unit, int fork, MeasurementLog log) throws IOException, RunnerException {
        toParent.println(Progress.begin(unit, fork).line());
        Attempt attempt = lost.reasonAgainst(unit)
                .map(reason -> Attempt.failed(unit, fork, reason))
                .orElse(null);
        if (attempt == null) {
            attempt = untilCool(unit, fork);
            lost.look(unit, attempt.windows());
        }
        // First what JMH's file is made of: should the run end here, the fork is measured again and this overwritten.
        if (attempt.result().isPresent()) {
            results.keep(unit, fork, attempt.result().get());
        }
        if (Worker.isOrphaned()) {
            return;
        }
        log.append(attempt.windows());
        toParent.println(Progress.done(unit, fork, summary(attempt.windows())).line());
    }

    /** Measures a fork that heat spoilt again, a few times, and records how often it was tried. */
    private Attempt untilCool(Unit unit, int fork) throws IOException, RunnerException {
        Attempt attempt = attempt(unit, fork);
        int count = 1;
        while (count < Cooling.ATTEMPTS && Cooling.isNeeded(attempt.windows()) && !Worker.isOrphaned()) {
            System.err.println("macjoule: " + unit + " was throttled, cooling down");
            cooling.await();
            attempt = attempt(unit, fork);
            count++;
        }
        for (Measurement window : attempt.windows()) {
            if (window.sensor() != null) {
                window.sensor().put("attempt", count);
            }
        }
        return attempt;
    }

    private IdleReading rest(Unit unit, int seconds, String moment) throws IOException, RunnerException {
        Path printed = directory.resolve(JMH_OUTPUT);
        // A GPU that was lost must not be touched again.
        Optional<String> gone = lost.reasonAgainst(unit);
        if (gone.isPresent()) {
            return IdleReading.unknown(plan.engine(unit.engine()).orElseThrow().device(), moment, gone.get());
        }
        IdleReading reading = jmh.idle(unit, printed, seconds, moment);
        keep(printed);
        return reading;
    }

    /** To the standard error, which is the log of the run. */
    private static void keep(Path printed) throws IOException {
        Files.copy(printed, System.err);
        Files.delete(printed);
    }

    private Attempt attempt(Unit unit, int fork) throws IOException, RunnerException {
        Path printed = directory.resolve(JMH_OUTPUT);
        JmhFork.Outcome outcome = jmh.run(unit, printed);
        keep(printed);
        List<KernelUse> kernels = KernelLines.takeFrom(printed, unit, fork);
        if (!kernels.isEmpty()) {
            KernelLog.append(directory, kernels);
        }
        return outcome.result()
                .map(result -> new Attempt(outcome.result(), Windows.of(unit, fork, result, outcome.energy())))
                .orElseGet(() -> Attempt.failed(unit, fork, outcome.reason()));
    }

    /** What came of measuring a fork once. */
    private record Attempt(Optional<RunResult> result, List<Measurement> windows) {
        static Attempt failed(Unit unit, int fork, String reason) {
            return new Attempt(Optional.empty(), List.of(Measurement.failed(unit, fork, reason)));
        }
    }

    private static String summary(List<Measurement> windows) {
        double seconds = 0;
        long operations = 0;
        for (Measurement window : windows) {
            if (window.seconds() == null) {
                return "failed: " + window.reason();
            }
            seconds += window.seconds();
            operations += window.operations();
        }
        return String.format(Locale.ROOT, "%.4g ms", seconds / operations * 1e3);
    }
}
