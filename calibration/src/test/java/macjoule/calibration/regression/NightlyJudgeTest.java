package macjoule.calibration.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import macjoule.model.BadInputException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyJudgeTest {
    private static final int NIGHTS = 20;
    private static final int LAYERS = 10;
    private static final double SCATTER = 0.01;

    private final Random random = new Random(11);
    private final NightlyJudge judge = new NightlyJudge(NIGHTS);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void findsTheOneLayerThatGotSlower() {
        Unit slower = Nights.layer(4);
        RunRecord tonight = night(NIGHTS, unit -> unit.equals(slower) ? 1.08 : 1);
        List<CaseVerdict> alarms = alarms(judge.judge(history(NIGHTS), tonight));
        assertThat(alarms).hasSize(1);
        assertThat(alarms.get(0).unit()).isEqualTo(slower);
        assertThat(alarms.get(0).verdict()).isEqualTo(Verdict.WORSE);
    }

    /** Everything 10 % slower, the sentinel too: one alarm, for the machine. */
    @Test
    void aSlowNightIsToldOnce() {
        List<CaseVerdict> alarms = alarms(judge.judge(history(NIGHTS), night(NIGHTS, unit -> 1.1)));
        assertThat(alarms).extracting(CaseVerdict::unit).containsExactly(Nights.PEAK);
    }

    @Test
    void tooFewNightsAreNoHistory() {
        List<CaseVerdict> verdicts = judge.judge(history(NIGHTS - 1), night(NIGHTS, unit -> 2));
        assertThat(verdicts)
                .hasSize(LAYERS + 1)
                .allMatch(one ->
                        one.verdict() == Verdict.AMBIGUOUS && one.reason().startsWith("19 of 20"));
    }

    @Test
    void measuresItsOwnFalseAlarms() {
        FalseAlarmRate rate = FalseAlarmRate.of(history(60), judge);
        // Forty nights could be judged, of eleven cases each.
        assertThat(rate.judgements()).isEqualTo(40 * (LAYERS + 1));
        assertThat(rate.alarms()).isLessThan(10);
        assertThat(rate.interval()).isNotNull();
        assertThat(FalseAlarmRate.of(history(5), judge).rate()).isNull();
    }

    @Test
    void aHistoryHoldsOnlyFinishedRunsOfTheSeries() throws IOException {
        write("a", night(1, unit -> 1).manifest());
        write("b", night(2, unit -> 1).manifest());
        RunManifest other = night(3, unit -> 1).manifest();
        other.host().put("cpu", "another");
        write("c", other);
        write("d", night(9, unit -> 1).manifest());
        History history = PastRuns.in(folder).before(night(5, unit -> 1));
        assertThat(history.nights()).hasSize(2);
        assertThat(history.others()).isEqualTo(1);
    }

    @Test
    void namesWhatChangedBetweenSeries() {
        RunManifest before = night(1, unit -> 1).manifest();
        RunManifest after = night(2, unit -> 1).manifest();
        after.host().put("nvidiaDriver", "590.44");
        assertThat(Series.of(before).differences(Series.of(after))).containsExactly("nvidiaDriver: - -> 590.44");
    }

    /** Of twenty nights, five had a sensor of GPU and processor together. */
    @Test
    void energiesAreJudgedByNightsOfTheSameKindAlone() {
        List<RunRecord> nights = new ArrayList<>();
        for (int day = 0; day < NIGHTS; day++) {
            String scope = day < 5 ? "module" : "gpu";
            nights.add(Nights.withJoules(night(day, unit -> 1), scope, unit -> scatter(scope.equals("gpu") ? 2 : 1)));
        }
        RunRecord tonight = Nights.withJoules(night(NIGHTS, unit -> 1), "gpu", unit -> scatter(2));
        assertThat(energies(judge.judge(nights, tonight)))
                .hasSize(LAYERS + 1)
                .allMatch(one -> one.reason().startsWith("15 of 20"));
        assertThat(energies(new NightlyJudge(15).judge(nights, tonight)))
                .allMatch(one -> one.verdict() == Verdict.SAME);
    }

    @Test
    void anotherSensorBeginsANewSeriesOfEnergiesAlone() {
        List<RunRecord> nights = new ArrayList<>();
        for (int day = 0; day < NIGHTS; day++) {
            nights.add(Nights.withJoules(night(day, unit -> 1), "gpu", unit -> scatter(1)));
            nights.get(day).manifest().energy().put("sensor", "replay:/old.csv");
        }
        RunRecord tonight = Nights.withJoules(night(NIGHTS, unit -> 1), "gpu", unit -> scatter(1));
        tonight.manifest().energy().put("sensor", "host");
        List<CaseVerdict> verdicts = judge.judge(nights, tonight);
        assertThat(energies(verdicts)).allMatch(one -> one.reason().startsWith("0 of 20"));
        assertThat(verdicts)
                .filteredOn(one -> one.metric() == Metric.TIME)
                .allMatch(one -> one.verdict() == Verdict.SAME);
    }

    /** Everything draws 10 % more, as in a hot room: one alarm, for the machine. */
    @Test
    void aHotNightIsToldOnce() {
        List<RunRecord> nights = new ArrayList<>();
        for (int day = 0; day < NIGHTS; day++) {
            nights.add(Nights.withJoules(night(day, unit -> 1), "gpu", unit -> scatter(1)));
        }
        RunRecord tonight = Nights.withJoules(night(NIGHTS, unit -> 1), "gpu", unit -> scatter(1.1));
        assertThat(alarms(judge.judge(nights, tonight)))
                .singleElement()
                .satisfies(one -> assertThat(one.unit()).isEqualTo(Nights.PEAK))
                .satisfies(one -> assertThat(one.metric()).isEqualTo(Metric.ENERGY));
        // Where a night does not know the sentinel's energy, all are judged as they are.
        RunRecord without = nights.remove(0);
        nights.add(0, withoutJoulesOf(Nights.PEAK, without));
        assertThat(alarms(judge.judge(nights, tonight))).hasSize(LAYERS);
    }

    private static RunRecord withoutJoulesOf(Unit unit, RunRecord night) {
        List<Measurement> lines = night.measurements().stream()
                .map(one -> one.unit().equals(unit) ? Nights.withoutJoules(one) : one)
                .toList();
        return new RunRecord(night.manifest(), lines, night.checks(), night.idle(), night.notes());
    }

    /**
     * A change with p = 0.003 is believed if it is the only one among the times of ten layers, of which the bound is 0.05 / 10, and not
     * if it is among ten times and ten energies.
     */
    @Test
    void falseDiscoveriesAreHeldDownOverAllMetricsAtOnce() {
        List<RunRecord> times = new ArrayList<>();
        List<RunRecord> both = new ArrayList<>();
        for (int day = 0; day < NIGHTS; day++) {
            // Nights that alternate, so that p follows from Student's t alone.
            double side = day % 2 == 0 ? 1.01 : 0.99;
            RunRecord night = Nights.night(day, LAYERS, 3, unit -> unit.equals(Nights.PEAK) ? 1 : side);
            times.add(night);
            both.add(Nights.withJoules(night, "gpu", unit -> unit.equals(Nights.PEAK) ? 1 : side));
        }
        // 0.0356 over a deviation of 0.01026 sqrt(1 + 1/20) is t = 3.39 with 19 degrees of freedom: p = 0.0031.
        RunRecord tonight =
                Nights.night(NIGHTS, LAYERS, 3, unit -> unit.equals(Nights.layer(3)) ? Math.exp(0.0356) : 1);
        assertThat(alarms(judge.judge(times, tonight))).hasSize(1);
        RunRecord withJoules = Nights.withJoules(tonight, "gpu", unit -> 1);
        assertThat(alarms(judge.judge(both, withJoules))).isEmpty();
    }

    private double scatter(double value) {
        return value * (1 + SCATTER * random.nextGaussian());
    }

    private static List<CaseVerdict> energies(List<CaseVerdict> verdicts) {
        return verdicts.stream().filter(one -> one.metric() == Metric.ENERGY).toList();
    }

    @Test
    void aMissingHistoryIsSaidToBeMissing() {
        Assertions.assertThatThrownBy(() -> PastRuns.in(folder.resolve("none")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no history");
    }

    private void write(String name, RunManifest manifest) throws IOException {
        manifest.write(Files.createDirectory(folder.resolve(name)));
    }

    private List<RunRecord> history(int nights) {
        List<RunRecord> history = new ArrayList<>();
        for (int day = 0; day < nights; day++) {
            history.add(night(day, unit -> 1));
        }
        return history;
    }

    private RunRecord night(int day, ToDoubleFunction<Unit> factor) {
        return Nights.night(day, LAYERS, 3, unit -> factor.applyAsDouble(unit) * (1 + SCATTER * random.nextGaussian()));
    }

    private static List<CaseVerdict> alarms(List<CaseVerdict> verdicts) {
        return verdicts.stream()
                .filter(one -> one.verdict() == Verdict.WORSE || one.verdict() == Verdict.BETTER)
                .toList();
    }
}
