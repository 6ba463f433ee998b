package macjoule.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import macjoule.bench.jmh.EnergyMeter;
import macjoule.bench.jmh.JmhFork;
import macjoule.bench.jmh.JmhResults;
import macjoule.bench.jmh.Windows;
import macjoule.calibration.record.CheckLog;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.MeasurementLog;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.Unit;
import org.openjdk.jmh.runner.RunnerException;

/** Measures all forks that are not measured yet, in the order of the plan, and has JMH write its file at the end. */
final class MeasureTask {
    private final Path directory;
    private final Plan plan;
    private final PrintStream toParent;
    private final int knownMeasurements;
    private final EnergyMeter energy = EnergySource.find();
    private final JmhFork jmh;
    private final JmhResults results;

    /**
     * @param knownMeasurements how many measurements there were when the command began; forks that failed since then are not tried
     *     again
     */
    MeasureTask(Path directory, Plan plan, PrintStream toParent, int knownMeasurements) {
        this.directory = directory;
        this.plan = plan;
        this.toParent = toParent;
        this.knownMeasurements = knownMeasurements;
        jmh = new JmhFork(plan, energy);
        results = new JmhResults(directory);
    }

    void run() throws IOException {
        try (CheckLog checks = new CheckLog(directory);
                MeasurementLog log = new MeasurementLog(directory)) {
            boolean complete = true;
            for (int fork = 1; fork <= plan.effort().forks(); fork++) {
                for (Unit unit : plan.order().get(fork - 1)) {
                    if (!checks.isWrong(unit)) {
                        complete &= isMeasured(unit, fork, log);
                    }
                }
            }
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

    /** Whether a fork is measured, after trying it unless that has failed already. */
    private boolean isMeasured(Unit unit, int fork, MeasurementLog log) throws IOException, RunnerException {
        if (!log.isDone(unit, fork) && !log.hasFailed(unit, fork, knownMeasurements)) {
            measure(unit, fork, log);
        }
        return log.isDone(unit, fork);
    }

    private void measure(Unit unit, int fork, MeasurementLog log) throws IOException, RunnerException {
        toParent.println(Progress.begin(unit, fork).line());
        Path printed = directory.resolve("jmh-output.part");
        JmhFork.Outcome outcome = jmh.run(unit, printed);
        // To the standard error, which is the log of the run.
        System.err.print(Files.readString(printed));
        Files.delete(printed);
        List<Measurement> windows = outcome.result()
                .map(result -> Windows.of(unit, fork, result, energy))
                .orElseGet(() -> List.of(Measurement.failed(unit, fork, outcome.reason())));
        // First what JMH's file is made of: should the run end here, the fork is measured again and this overwritten.
        if (outcome.result().isPresent()) {
            results.keep(unit, fork, outcome.result().get());
        }
        if (Worker.isOrphaned()) {
            return;
        }
        log.append(windows);
        toParent.println(Progress.done(unit, fork, summary(windows)).line());
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
