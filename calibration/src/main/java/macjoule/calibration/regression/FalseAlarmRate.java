package macjoule.calibration.regression;

import java.util.List;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.stats.Interval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.jspecify.annotations.Nullable;

/**
 * How often the rule would have cried in the nights that are past, each judged by those before it. If nothing really changed in that
 * time, all of these alarms were false; if something did, the rate is an upper bound.
 *
 * @param judgements how many verdicts could be given
 * @param alarms how many of them were worse or better
 * @param rate null without judgements
 * @param interval of the rate at 95 %, after Wilson
 */
public record FalseAlarmRate(
        int judgements,
        int alarms,
        @Nullable Double rate,
        @Nullable Interval interval) {
    private static final double LEVEL = 0.95;

    /** Replays the rule over a history. */
    public static FalseAlarmRate of(List<RunRecord> history, NightlyJudge judge) {
        List<Night> nights = history.stream().map(Night::of).toList();
        int judgements = 0;
        int alarms = 0;
        for (int night = 1; night < nights.size(); night++) {
            for (CaseVerdict verdict : judge.judge(nights.subList(0, night), nights.get(night))) {
                judgements += verdict.verdict() == Verdict.AMBIGUOUS ? 0 : 1;
                alarms += verdict.isChange() ? 1 : 0;
            }
        }
        if (judgements == 0) {
            return new FalseAlarmRate(0, 0, null, null);
        }
        ConfidenceInterval interval = new WilsonScoreInterval().createInterval(judgements, alarms, LEVEL);
        return new FalseAlarmRate(
                judgements,
                alarms,
                (double) alarms / judgements,
                new Interval(Math.max(0, interval.getLowerBound()), interval.getUpperBound()));
    }
}
