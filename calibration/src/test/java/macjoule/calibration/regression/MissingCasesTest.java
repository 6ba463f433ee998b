package macjoule.calibration.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.SkippedUnit;
import macjoule.calibration.record.Unit;
import macjoule.calibration.regression.MissingCase.Status;
import org.junit.jupiter.api.Test;

/** Runs of the peak and three layers, in which the last one breaks in every way there is. */
class MissingCasesTest {
    private static final int FORKS = 2;
    private static final Unit BROKEN = Nights.layer(2);

    @Test
    void aCaseThatFailedIsTold() {
        RunRecord failed = with(without(night(2)), List.of(Measurement.failed(BROKEN, 1, "out of memory")));
        assertThat(MissingCases.between(night(1), failed))
                .containsExactly(new MissingCase(BROKEN, Status.FAILED, "out of memory"))
                .allMatch(MissingCase::isFailure);
    }

    @Test
    void aCaseThatTheRunDidNotGetToIsTold() {
        assertThat(MissingCases.between(night(1), without(night(2))))
                .containsExactly(new MissingCase(BROKEN, Status.MISSING, "0 of 2 forks came back"))
                .allMatch(MissingCase::isFailure);
    }

    @Test
    void aCaseThatTheEngineRefusesNowIsTold() {
        assertThat(MissingCases.between(night(1), skipping(night(2))))
                .containsExactly(new MissingCase(BROKEN, Status.SKIPPED, "no such library"))
                .allMatch(MissingCase::isFailure);
    }

    @Test
    void aSmallerSuiteIsNoFailure() {
        assertThat(MissingCases.between(night(1), Nights.night(2, 2, FORKS, unit -> 1)))
                .extracting(MissingCase::unit, MissingCase::status, MissingCase::isFailure)
                .containsExactly(tuple(BROKEN, Status.NOT_PLANNED, false));
    }

    @Test
    void joulesThatStayedAwayAreToldAndNoFailure() {
        RunRecord sensed = Nights.withJoules(night(1), "gpu", unit -> 1);
        assertThat(MissingCases.between(sensed, night(2)))
                .hasSize(4)
                .allMatch(one -> one.status() == Status.WITHOUT_ENERGY && !one.isFailure())
                .allMatch(one -> one.reason().equals("no sensor"));
    }

    @Test
    void whatTheBaseDidNotMeasureIsNotMissed() {
        assertThat(MissingCases.between(without(night(1)), night(2))).isEmpty();
        assertThat(MissingCases.between(without(night(1)), without(night(2)))).isEmpty();
    }

    @Test
    void aNightMissesWhatRecentNightsMeasured() {
        List<RunRecord> nights = new ArrayList<>(List.of(night(0)));
        for (int day = 1; day < MissingCases.RECENT_NIGHTS; day++) {
            nights.add(Nights.night(day, 2, FORKS, unit -> 1));
        }
        RunRecord tonight = skipping(night(MissingCases.RECENT_NIGHTS + 1));
        assertThat(MissingCases.tonight(nights, tonight))
                .extracting(MissingCase::unit, MissingCase::status)
                .containsExactly(tuple(BROKEN, Status.SKIPPED));
        nights.add(Nights.night(MissingCases.RECENT_NIGHTS, 2, FORKS, unit -> 1));
        assertThat(MissingCases.tonight(nights, tonight)).isEmpty();
    }

    /** Its failure is news even in the first night. */
    @Test
    void aNightTellsWhateverFailed() {
        assertThat(MissingCases.tonight(List.of(), without(night(1))))
                .extracting(MissingCase::unit, MissingCase::status)
                .containsExactly(tuple(BROKEN, Status.MISSING));
    }

    private static RunRecord night(int day) {
        return Nights.night(day, 3, FORKS, unit -> 1);
    }

    private static RunRecord without(RunRecord night) {
        return with(
                night.manifest(),
                night.measurements().stream()
                        .filter(one -> !one.unit().equals(BROKEN))
                        .toList());
    }

    private static RunRecord with(RunRecord night, List<Measurement> more) {
        List<Measurement> all = new ArrayList<>(night.measurements());
        all.addAll(more);
        return with(night.manifest(), all);
    }

    private static RunRecord with(RunManifest manifest, List<Measurement> measurements) {
        RunRecord empty = Nights.night(0, 0, 1, unit -> 1);
        return new RunRecord(manifest, measurements, List.of(), empty.idle(), List.of());
    }

    private static RunRecord skipping(RunRecord night) {
        Plan plan = night.manifest().plan();
        Plan less = new Plan(
                plan.suite(),
                plan.seed(),
                plan.effort(),
                plan.threads(),
                plan.environment(),
                plan.jvmArguments(),
                plan.engines(),
                plan.cases(),
                List.of(new SkippedUnit(BROKEN.key(), BROKEN.engine(), "no such library")),
                List.of(plan.units().stream()
                        .filter(unit -> !unit.equals(BROKEN))
                        .toList()));
        RunManifest old = night.manifest();
        RunManifest manifest = RunManifest.starting(
                        old.version(), old.command(), old.host(), old.energy(), less, old.start())
                .finished(old.start().plusSeconds(60));
        return with(manifest, without(night).measurements());
    }
}
