package macjoule.bench.run;

import java.io.PrintStream;
import java.nio.file.Path;
import macjoule.bench.engine.DeviceException;
import macjoule.calibration.record.Check;
import macjoule.calibration.record.CheckLog;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.Unit;

/** Checks the results of all units that are not checked yet. */
final class CheckTask {
    private final Path directory;
    private final Plan plan;
    private final PrintStream toParent;

    CheckTask(Path directory, Plan plan, PrintStream toParent) {
        this.directory = directory;
        this.plan = plan;
        this.toParent = toParent;
    }

    void run() {
        Checker checker = new Checker(plan.seed());
        try (CheckLog log = new CheckLog(directory)) {
            for (Unit unit : plan.units()) {
                if (!log.isDone(unit) && !isChecked(unit, checker, log)) {
                    toParent.println(Progress.again().line());
                    return;
                }
            }
        }
        toParent.println(Progress.finished().line());
    }

    /** False if that has lost this process its device, so that another one has to check the rest. */
    private boolean isChecked(Unit unit, Checker checker, CheckLog log) {
        toParent.println(Progress.begin(unit, 0).line());
        Check check;
        boolean usable = true;
        try {
            check = checker.check(unit);
        } catch (DeviceException e) {
            check = Checker.unknown(unit, 0, "the check failed: " + e.getMessage());
            usable = false;
        }
        log.append(check);
        String reason = check.reason();
        toParent.println(
                Progress.done(unit, 0, reason == null ? "verified" : reason).line());
        return usable;
    }
}
