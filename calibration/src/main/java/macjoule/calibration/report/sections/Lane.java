package macjoule.calibration.report.sections;

import java.util.Optional;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Amount;
import org.jspecify.annotations.Nullable;

/**
 * One engine of one run: what becomes one series of bars, one bar for each case.
 *
 * @param name of the series
 */
record Lane(String name, RunRecord run, String engine) {

    /** What is shown of one result. */
    interface Measure {
        Amount of(Lane lane, PlannedCase planned, CaseResult result);
    }

    /** What came of a case; empty if this engine was not to do it. */
    Optional<CaseResult> result(String key) {
        Unit unit = new Unit(key, engine);
        return run.results().stream()
                .filter(result -> result.unit().equals(unit))
                .findFirst();
    }

    Amount amount(String key, Measure measure) {
        CaseResult result = result(key).orElse(null);
        PlannedCase planned = run.manifest().plan().find(key).orElse(null);
        if (result == null) {
            return unavailable("not in this run");
        }
        return planned == null || result.secondsPerOp() == null
                ? unavailable(result.reason())
                : measure.of(this, planned, result);
    }

    static Amount unavailable(@Nullable String reason) {
        return Amount.unavailable(reason == null || reason.isEmpty() ? "not recorded" : reason);
    }
}
