package macjoule.calibration.regression;

import java.util.Locale;
import macjoule.calibration.stats.Interval;

/**
 * The rule that turns a change into a verdict. A change is told only if it is both believed and as large as the floor; sameness only
 * if the whole interval is smaller than the floor.
 */
record Judgement(Verdict verdict, String reason) {

    static Judgement of(double change, Interval interval, boolean believed, double floor) {
        if (believed && Math.abs(change) >= floor) {
            return new Judgement(change > 0 ? Verdict.WORSE : Verdict.BETTER, "");
        }
        if (interval.lower() > -floor && interval.upper() < floor) {
            return new Judgement(Verdict.SAME, "");
        }
        return new Judgement(
                Verdict.AMBIGUOUS,
                String.format(
                        Locale.ROOT,
                        "the forks leave room for %+.1f %% to %+.1f %%; measure with more",
                        100 * interval.lower(),
                        100 * interval.upper()));
    }
}
