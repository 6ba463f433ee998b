package macjoule.calibration.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import macjoule.calibration.record.RunRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
    private static final int FORKS = 5;

    @Test
    void aRunIsTheSameAsItself() {
        RunRecord run = night(1, 0.001, 1);
        assertThat(RunComparison.of(run, run)).hasSize(4).allMatch(one -> one.verdict() == Verdict.SAME);
    }

    @Test
    void tellsASlowdownFromASpeedUp() {
        RunRecord fast = night(1, 0.001, 1);
        RunRecord slow = night(2, 0.001, 1.1);
        assertThat(RunComparison.of(fast, slow)).allMatch(one -> one.verdict() == Verdict.WORSE);
        assertThat(RunComparison.of(slow, fast)).allMatch(one -> one.verdict() == Verdict.BETTER);
        assertThat(change(RunComparison.of(fast, slow))).isEqualTo(0.1, Offset.offset(0.005));
    }

    @Test
    void aSureButTinyChangeIsNone() {
        List<CaseVerdict> verdicts = RunComparison.of(night(1, 1e-5, 1), night(2, 1e-5, 1.005));
        assertThat(verdicts).allMatch(one -> one.verdict() == Verdict.SAME);
    }

    @Test
    void scatterLeavesItOpen() {
        List<CaseVerdict> verdicts = RunComparison.of(night(1, 0.2, 1), night(2, 0.2, 1));
        assertThat(verdicts).allMatch(one -> one.verdict() == Verdict.AMBIGUOUS);
        assertThat(verdicts).allMatch(one -> one.reason().contains("leave room"));
    }

    @Test
    void oneForkIsNoEvidence() {
        RunRecord once = Nights.night(1, 3, 1, unit -> 1);
        RunRecord slower = Nights.night(2, 3, 1, unit -> 2);
        assertThat(RunComparison.of(once, slower))
                .hasSize(4)
                .allMatch(one ->
                        one.verdict() == Verdict.AMBIGUOUS && one.reason().contains("single fork"));
    }

    @Test
    void joulesOfDifferentPartsOfTheMachineAreNotHeldAgainstEachOther() {
        RunRecord gpu = Nights.withJoules(night(1, 0.001, 1), "gpu", unit -> 1);
        RunRecord module = Nights.withJoules(night(2, 0.001, 1), "module", unit -> 2);
        assertThat(energy(RunComparison.of(gpu, module)))
                .hasSize(4)
                .allMatch(one -> one.verdict() == Verdict.AMBIGUOUS)
                .allMatch(one -> one.reason()
                        .equals("joules measured by counter of gpu and measured by counter of module do not compare"));
        RunRecord more = Nights.withJoules(night(2, 0.001, 1), "gpu", unit -> 2);
        assertThat(energy(RunComparison.of(gpu, more))).hasSize(4).allMatch(one -> one.verdict() == Verdict.WORSE);
    }

    private static List<CaseVerdict> energy(List<CaseVerdict> verdicts) {
        return verdicts.stream().filter(one -> one.metric() == Metric.ENERGY).toList();
    }

    /** Of runs that do not differ, at most the share of the false discovery rate should contain any alarm. */
    @Test
    void rarelyCriesWithoutCause() {
        Random random = new Random(3);
        int alarms = 0;
        int pairs = 200;
        for (int pair = 0; pair < pairs; pair++) {
            RunRecord base = Nights.night(1, 40, FORKS, unit -> 1 + 0.02 * random.nextGaussian());
            RunRecord again = Nights.night(2, 40, FORKS, unit -> 1 + 0.02 * random.nextGaussian());
            boolean cried = RunComparison.of(base, again).stream()
                    .anyMatch(one -> one.verdict() == Verdict.WORSE || one.verdict() == Verdict.BETTER);
            alarms += cried ? 1 : 0;
        }
        // 5 % of 200 are 10; three standard errors above that are 19.
        assertThat(alarms).isLessThan(20);
    }

    private static double change(List<CaseVerdict> verdicts) {
        Double change = verdicts.get(0).change();
        return change == null ? Double.NaN : change;
    }

    private static RunRecord night(int day, double scatter, double factor) {
        Random random = new Random(day);
        return Nights.night(day, 3, FORKS, unit -> factor * (1 + scatter * random.nextGaussian()));
    }
}
