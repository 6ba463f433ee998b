package macjoule.bench.run;

import java.io.PrintStream;
import java.nio.file.Path;
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
                if (!log.isDone(unit)) {
                    toParent.println(Progress.begin(unit, 0).line());
                    Check check = checker.check(unit);
                    log.append(check);
                    String reason = check.reason();
                    toParent.println(Progress.done(unit, 0, reason == null ? "verified" : reason)
                            .line());
                }
            }
        }
        toParent.println(Progress.finished().line());
    }
}
