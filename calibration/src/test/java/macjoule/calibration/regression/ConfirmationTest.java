package macjoule.calibration.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.Test;

/** Nights that look changed, and what a second measurement makes of them. */
class ConfirmationTest {
    private static final int NIGHTS = 20;
    private static final int LAYERS = 4;
    private static final Unit SUSPECT = Nights.layer(2);

    private final Random random = new Random(5);
    private final NightlyJudge judge = new NightlyJudge(NIGHTS);
    private final List<RunRecord> nights = nights();

    @Test
    void theSentinelIsMeasuredAgainBesideWhatLooksChanged() {
        RunRecord tonight = night(NIGHTS, 1.1, 1);
        List<CaseVerdict> verdicts = judge.judge(nights, tonight);
        assertThat(Confirmation.keys(tonight, verdicts)).containsExactlyInAnyOrder(SUSPECT.key(), Nights.PEAK.key());
        RunRecord quiet = night(NIGHTS, 1, 1);
        assertThat(Confirmation.keys(quiet, judge.judge(nights, quiet))).isEmpty();
    }

    @Test
    void whatIsSeenTwiceIsBelieved() {
        assertThat(after(night(NIGHTS, 1.1, 1), night(NIGHTS, 1.1, 1), Metric.TIME)
                        .verdict())
                .isEqualTo(Verdict.WORSE);
        assertThat(after(night(NIGHTS, 1, 0.8), night(NIGHTS, 1, 0.8), Metric.ENERGY)
                        .verdict())
                .isEqualTo(Verdict.BETTER);
    }

    @Test
    void whatIsNotSeenAgainIsWatched() {
        CaseVerdict verdict = after(night(NIGHTS, 1.1, 1), night(NIGHTS, 1, 1), Metric.TIME);
        assertThat(verdict.verdict()).isEqualTo(Verdict.AMBIGUOUS);
        assertThat(verdict.reason()).isEqualTo("unconfirmed, to be watched: not seen when measured again");
    }

    /** The energy of the case changed when measured again, but its time, which had looked changed, did not. */
    @Test
    void anotherMetricConfirmsNothing() {
        assertThat(after(night(NIGHTS, 1.1, 1), night(NIGHTS, 1, 1.3), Metric.TIME)
                        .verdict())
                .isEqualTo(Verdict.AMBIGUOUS);
    }

    @Test
    void theOppositeConfirmsNothing() {
        assertThat(after(night(NIGHTS, 1.1, 1), night(NIGHTS, 0.9, 1), Metric.TIME)
                        .verdict())
                .isEqualTo(Verdict.AMBIGUOUS);
    }

    /** An alarm that nobody could check is no alarm: it would wake somebody for a sensor that came off. */
    @Test
    void whatCannotBeMeasuredAgainIsWatched() {
        List<CaseVerdict> verdicts = Confirmation.of(judge.judge(nights, night(NIGHTS, 1.1, 1)), List.of());
        assertThat(of(verdicts, Metric.TIME))
                .satisfies(one -> assertThat(one.verdict()).isEqualTo(Verdict.AMBIGUOUS))
                .satisfies(one -> assertThat(one.reason()).contains("could not be measured again"));
        assertThat(verdicts).filteredOn(one -> one.verdict() == Verdict.SAME).hasSize(2 * (LAYERS + 1) - 1);
    }

    private CaseVerdict after(RunRecord tonight, RunRecord again, Metric metric) {
        List<CaseVerdict> verdicts = judge.judge(nights, tonight);
        assertThat(of(verdicts, metric).isChange()).isTrue();
        return of(Confirmation.of(verdicts, judge.judge(nights, again)), metric);
    }

    private static CaseVerdict of(List<CaseVerdict> verdicts, Metric metric) {
        return verdicts.stream()
                .filter(one -> one.unit().equals(SUSPECT) && one.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private List<RunRecord> nights() {
        List<RunRecord> all = new ArrayList<>();
        for (int day = 0; day < NIGHTS; day++) {
            all.add(night(day, 1, 1));
        }
        return all;
    }

    private RunRecord night(int day, double time, double energy) {
        RunRecord times = Nights.night(day, LAYERS, 3, unit -> scatter(unit.equals(SUSPECT) ? time : 1));
        RunRecord night = Nights.withJoules(times, "gpu", unit -> scatter(unit.equals(SUSPECT) ? energy : 1));
        return Objects.requireNonNull(night);
    }

    private double scatter(double value) {
        return value * (1 + 0.005 * random.nextGaussian());
    }
}
