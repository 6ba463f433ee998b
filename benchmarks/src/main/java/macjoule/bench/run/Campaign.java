package macjoule.bench.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import macjoule.calibration.record.CheckLog;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.MeasurementLog;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;

/**
 * Does what a run directory plans: has results checked, then forks measured, each by a worker process that is started again when it
 * dies. Can be cut short at any moment and taken up again.
 */
public final class Campaign {
    /** The field of a manifest that tells for how many seconds idle power is measured before and after the run. */
    public static final String IDLE_SECONDS = "idleSeconds";

    /** The field of a manifest that tells how long at most a GPU is warmed up in each fork, in seconds. */
    public static final String STEADY_SECONDS = "steadySeconds";

    private final Path directory;
    private RunManifest manifest;
    private final Consumer<String> progress;
    private final ToldReasons told = new ToldReasons();
    private int begun;
    private TimeLeft timeLeft = new TimeLeft(0, System::nanoTime);

    /**
     * @param directory a run directory that holds its manifest
     * @param progress gets a line about each step
     */
    public Campaign(Path directory, Consumer<String> progress) {
        this.directory = directory;
        this.progress = progress;
        manifest = RunManifest.read(directory);
    }

    /**
     * Measures what is not measured yet.
     *
     * @throws BlockedException if nothing can be measured now
     */
    public RunRecord run() {
        ObjectNode energy = manifest.energy();
        List<String> devices = manifest.plan().engines().stream()
                .filter(engine -> engine.reason() == null)
                .map(PlannedEngine::device)
                .toList();
        int megahertz = ClockRecord.wanted(energy);
        HeldGpus held = HeldGpus.take(EnergySource.recorded(energy), devices, megahertz, progress);
        try {
            List<Measurement> known = MeasurementLog.read(directory).measurements();
            if (megahertz > 0 && forks(known) < units()) {
                manifest = manifest.withEnergy(ClockRecord.outcome(energy, held.clocks(), forks(known) > 0));
                manifest.write(directory);
            }
            return measured(known);
        } finally {
            held.close();
        }
    }

    /** Asks for a run with GPUs held at a clock, by the description of its sensors; 0 leaves them free. */
    public static ObjectNode withClock(ObjectNode energy, int megahertz) {
        return ClockRecord.ask(energy, megahertz);
    }

    /** How many forks were measured. */
    private static int forks(List<Measurement> known) {
        return (int) known.stream()
                .filter(one -> one.window() == 1 && !one.isFailure())
                .count();
    }

    /** How many there are to measure. */
    private int units() {
        return manifest.plan().order().stream().mapToInt(List::size).sum();
    }

    private RunRecord measured(List<Measurement> known) {
        begun = CheckLog.read(directory).size();
        if (begun < manifest.plan().units().size()) {
            untilFinished(Worker.Task.CHECK, known.size());
        }
        begun = forks(known);
        untilFinished(Worker.Task.MEASURE, known.size());
        manifest.finished(Instant.now()).write(directory);
        return RunRecord.read(directory);
    }

    private void untilFinished(Worker.Task task, int known) {
        timeLeft = new TimeLeft(steps(task) - begun, System::nanoTime);
        WorkerProcess worker = new WorkerProcess(directory, manifest.plan(), this::tell);
        for (WorkerProcess.End end = worker.run(task, known); !end.finished(); end = worker.run(task, known)) {
            if (end.blocked().isPresent()) {
                throw new BlockedException(end.blocked().get());
            }
            if (!end.again()) {
                keepFailure(end);
            }
        }
    }

    /** What killed a worker must not be tried for ever: it is on record as failed before the next worker starts. */
    private void keepFailure(WorkerProcess.End end) {
        Optional<Unit> culprit = end.during().map(Progress::unit);
        if (culprit.isEmpty()) {
            throw new BlockedException(end.reason());
        }
        progress.accept(culprit.get() + ": " + end.reason());
        int fork = end.during().get().fork();
        if (fork == 0) {
            try (CheckLog checks = new CheckLog(directory)) {
                checks.append(Checker.unknown(culprit.get(), 0, end.reason()));
            }
        } else {
            try (MeasurementLog log = new MeasurementLog(directory)) {
                log.append(List.of(Measurement.failed(culprit.get(), fork, end.reason())));
            }
        }
    }

    private int steps(Worker.Task task) {
        Plan plan = manifest.plan();
        int units = plan.order().get(0).size();
        return task == Worker.Task.CHECK ? units : units * plan.effort().forks();
    }

    private void tell(Progress step) {
        switch (step.kind()) {
            case BEGIN -> begun++;
            case DONE -> {
                String what = step.fork() == 0 ? "checked " : "fork " + step.fork() + ", ";
                int steps = steps(step.fork() == 0 ? Worker.Task.CHECK : Worker.Task.MEASURE);
                progress.accept("[" + begun + "/" + steps + "] " + what + step.unit() + ": "
                        + told.shortened(step.detail()) + ", "
                        + timeLeft.afterAnother());
            }
            default -> {}
        }
    }
}
