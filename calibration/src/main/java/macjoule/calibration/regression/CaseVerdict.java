package macjoule.calibration.regression;

import macjoule.calibration.record.Unit;
import macjoule.calibration.stats.Interval;
import org.jspecify.annotations.Nullable;

/**
 * One case judged by one metric.
 *
 * @param base what it was, null if that is not known
 * @param current what it is
 * @param change current over base, less one
 * @param interval of the change, at 95 %; null if there is too little data for one
 * @param reason what the verdict rests on where that is not plain
 */
public record CaseVerdict(
        Unit unit,
        Metric metric,
        @Nullable Double base,
        @Nullable Double current,
        @Nullable Double change,
        @Nullable Interval interval,
        Verdict verdict,
        String reason) {

    static CaseVerdict undecided(
            Unit unit, Metric metric, @Nullable Double base, @Nullable Double current, String reason) {
        Double change = base == null || current == null ? null : (Double) (current / base - 1);
        return new CaseVerdict(unit, metric, base, current, change, null, Verdict.AMBIGUOUS, reason);
    }

    /** Whether it is said to be better or worse. */
    public boolean isChange() {
        return verdict == Verdict.BETTER || verdict == Verdict.WORSE;
    }

    /** The same, not believed until it shows in two measurements of one night. */
    CaseVerdict unconfirmed(String why) {
        return new CaseVerdict(
                unit, metric, base, current, change, interval, Verdict.AMBIGUOUS, "unconfirmed, to be watched: " + why);
    }
}
