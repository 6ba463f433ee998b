package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joules per operation with their uncertainty, from raw windows. */
class JoulesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void intervalsJoinTheSpreadOfForksWithWhatTheSensorLeavesOpen() {
        Joules joules = joules(window(1, 1, 99.0), window(1, 2, 99.0), window(2, 1, 101.0), window(2, 2, 101.0));
        // Over eleven operations: 9 and 9.1818 J, 1 % either side of the mean.
        assertThat(joules.perOp()).isEqualTo(100.0 / 11, within(1e-12));
        assertThat(joules.repeated()).isEqualTo("forks");
        // Type A: sqrt(2) % / sqrt(2) = 1 %; Student's t for one degree of freedom is 12.7062.
        double comparison = Math.hypot(12.7062 * 0.01, 0.004);
        assertThat(joules.comparison()).isEqualTo(comparison, within(1e-6));
        assertThat(joules.absolute()).isEqualTo(Math.max(comparison, Math.hypot(0.02, 0.06)), within(1e-6));
        assertThat(joules.provenance()).isEqualTo("simulated");
        assertThat(joules.labels()).containsExactly("powerCapped=3.0%");
    }

    @Test
    void aSpoiltWindowIsLeftOutAndCounted() {
        Joules joules = joules(window(1, 1, 110.0), window(1, 2, null), window(2, 1, 110.0), window(2, 2, 110.0));
        assertThat(joules.perOp()).isEqualTo(10, within(1e-12));
        assertThat(joules.spoiltWindows()).isEqualTo(1);
    }

    @Test
    void aForkWithoutAnyValidWindowLeavesNoFigure() {
        CaseResult result = result(window(1, 1, null), window(1, 2, null), window(2, 1, 110.0), window(2, 2, 110.0));
        assertThat(result.joules()).isNull();
        assertThat(result.joulesPerOp()).isNull();
        assertThat(result.joulesReason()).isEqualTo("throttled");
    }

    @Test
    void netIsGrossWithoutIdlePowerAndCarriesItsUncertainty() {
        IdlePower.append(directory, new IdleReading("cpu", "before", 60.0, 0.5, true, "simulated", null));
        IdlePower.append(directory, new IdleReading("cpu", "after", 60.2, 0.5, true, "simulated", null));
        Joules joules = joules(window(1, 1, 110.0), window(1, 2, 110.0), window(2, 1, 110.0), window(2, 2, 110.0));
        // 10 J in 0.05 s, of which 60.1 W are idle power.
        double net = 10 - 60.1 * 0.05;
        assertThat(joules.netPerOp()).isEqualTo(net, within(1e-9));
        assertThat(joules.netAbsolute()).isEqualTo(Math.hypot(10 * 0.06, 2 * 0.5 * 0.05) / net, within(1e-9));
    }

    @Test
    void idlePowerThatMovesFlagsTheRun() {
        IdlePower.append(directory, new IdleReading("gpu", "before", 60.0, 0.1, true, "measured", null));
        IdlePower.append(directory, new IdleReading("gpu", "after", 60.5, 0.1, true, "measured", null));
        assertThat(IdlePower.read(directory).drifts()).isEmpty();
        IdlePower.append(directory, new IdleReading("gpu", "after", 60.9, 0.1, true, "measured", null));
        // By 0.9 of 60 W.
        assertThat(IdlePower.read(directory).drifts())
                .singleElement()
                .asString()
                .contains("gpu moved by 1.5 %");
        assertThat(IdlePower.read(directory).of("cpu")).isNull();
        IdlePower.append(directory, IdleReading.unknown("cpu", "before", "no sensor"));
        assertThat(IdlePower.read(directory).of("cpu")).isNull();
    }

    /** A counter that stood still gave way to the power reading in one window. */
    @Test
    void aWindowOfAnotherSourceIsLeftOutAsSpoilt() {
        Joules joules = joules(
                window(1, 1, 110.0),
                window(1, 2, 110.0),
                window(2, 1, 110.0),
                with(window(2, 2, 330.0), "source", "instant"));
        assertThat(joules.perOp()).isEqualTo(10, within(1e-12));
        assertThat(joules.source()).isEqualTo("counter");
        assertThat(joules.spoilt())
                .containsExactly("joules simulated by instant of gpu among those simulated by counter of gpu");
    }

    @Test
    void forksOfDifferentKindsAreNotMixed() {
        for (String field : List.of("provenance", "source", "scope")) {
            CaseResult result = result(
                    window(1, 1, 110.0),
                    window(1, 2, 110.0),
                    with(window(2, 1, 110.0), field, "other"),
                    with(window(2, 2, 110.0), field, "other"));
            assertThat(result.joulesPerOp()).as(field).isNull();
            assertThat(result.joulesReason())
                    .startsWith("joules ")
                    .contains("other", " among those simulated by counter of gpu");
            delete();
        }
    }

    @Test
    void theFigureOfASecondSourceStandsBesideTheFirst() {
        Joules joules = joules(
                beside(window(1, 1, 110.0), 240),
                beside(window(1, 2, 110.0), 240),
                beside(window(2, 1, 110.0), 220),
                window(2, 2, 110.0));
        // 240 and 220 W over an operation of 0.05 s: forks of 12 and 11 J.
        assertThat(joules.beside()).isEqualTo(new Joules.Beside("instant", 11.5, null));
        delete();
        assertThat(joules(window(1, 1, 110.0), window(1, 2, 110.0), window(2, 1, 110.0), window(2, 2, 110.0))
                        .beside())
                .isNull();
    }

    @Test
    void aSecondSourceThatFailedInAForkHasNoFigure() {
        Measurement failed = window(2, 1, 110.0);
        Objects.requireNonNull(failed.sensor())
                .putObject("beside")
                .put("status", "invalid")
                .put("reason", "the energy counter paused");
        Joules joules =
                joules(beside(window(1, 1, 110.0), 240), beside(window(1, 2, 110.0), 240), failed, window(2, 2, 110.0));
        assertThat(joules.beside()).isEqualTo(new Joules.Beside("instant", null, "the energy counter paused"));
        assertThat(joules.perOp()).isEqualTo(10, within(1e-12));
    }

    /** A sensor that does not say how far it may be off is not one that is never off. */
    @Test
    void whatASensorDidNotTellIsNotZero() {
        Measurement silent = window(2, 2, 110.0);
        Objects.requireNonNull(silent.sensor()).remove("comparison");
        Joules joules = joules(window(1, 1, 110.0), window(1, 2, 110.0), window(2, 1, 110.0), silent);
        assertThat(joules.comparison()).isNull();
        assertThat(joules.absolute()).isNull();
        assertThat(joules.intervalReason()).contains("did not tell how far");
        delete();
        Measurement bare = window(1, 1, 110.0);
        Objects.requireNonNull(bare.sensor()).removeAll();
        assertThat(SensorReading.of(bare).kind()).isEqualTo("unknown by unknown of unknown");
    }

    @Test
    void netOfAnIdlePowerThatHadNotSettledSaysSo() {
        Measurement[] windows = {window(1, 1, 110.0), window(1, 2, 110.0), window(2, 1, 110.0), window(2, 2, 110.0)};
        IdlePower.append(directory, new IdleReading("cpu", "before", 60.0, 0.5, true, "simulated", null));
        assertThat(joules(windows).labels()).doesNotContain("idleNotSettled");
        IdlePower.append(directory, new IdleReading("cpu", "after", 60.0, 0.5, false, "simulated", null));
        assertThat(RunRecord.read(directory).results().get(0).joules())
                .extracting(Joules::labels)
                .asString()
                .contains("idleNotSettled");
    }

    @Test
    void netBelowIdlePowerHasNoInterval() {
        IdlePower.append(directory, new IdleReading("cpu", "before", 210.0, 0.5, true, "simulated", null));
        Joules joules = joules(window(1, 1, 110.0), window(1, 2, 110.0), window(2, 1, 110.0), window(2, 2, 110.0));
        // 10 J in 0.05 s are less than 210 W.
        assertThat(joules.netPerOp()).isEqualTo(-0.5, within(1e-9));
        assertThat(joules.netAbsolute()).isNull();
        assertThat(joules.netReason()).isNull();
    }

    /** The time of a device that was disturbed is that of a disturbed device; one whose sensor alone failed is not. */
    @Test
    void whatDisturbedTheDeviceIsToldOfTheCase() {
        Measurement heat = spoilt(window(1, 1, null), "throttled", "heat held the clock back");
        Measurement others = spoilt(window(2, 1, null), "contaminated", "others compute on this GPU");
        CaseResult result = result(heat, window(1, 2, 110.0), others, window(2, 2, 110.0));
        assertThat(result.status()).isEqualTo(CaseResult.Status.MEASURED);
        assertThat(result.disturbed()).containsExactly("heat held the clock back", "others compute on this GPU");
        delete();
        Measurement gap = spoilt(window(1, 1, null), "gap", "the energy counter paused");
        assertThat(result(gap, window(1, 2, 110.0), window(2, 1, 110.0), window(2, 2, 110.0))
                        .disturbed())
                .isEmpty();
    }

    private static Measurement spoilt(Measurement window, String cause, String reason) {
        with(window, "cause", cause);
        return with(window, "reason", reason);
    }

    private static Measurement with(Measurement window, String field, String value) {
        Objects.requireNonNull(window.sensor()).put(field, value);
        return window;
    }

    /** Of half a second. */
    private static Measurement beside(Measurement window, double watts) {
        Objects.requireNonNull(window.sensor())
                .putObject("beside")
                .put("status", "measured")
                .put("joules", watts / 2)
                .put("seconds", 0.5)
                .put("source", "instant");
        return window;
    }

    private void delete() {
        try {
            Files.delete(directory.resolve(MeasurementLog.FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Joules joules(Measurement... windows) {
        return Objects.requireNonNull(result(windows).joules());
    }

    private CaseResult result(Measurement... windows) {
        Records.manifest().finished(Records.START).write(directory);
        try (MeasurementLog log = new MeasurementLog(directory)) {
            List<Measurement> fork = new ArrayList<>();
            for (Measurement window : windows) {
                fork.add(window);
                if (window.window() == window.windows()) {
                    log.append(fork);
                    fork = new ArrayList<>();
                }
            }
        }
        return RunRecord.read(directory).results().get(0);
    }

    private static Measurement window(int fork, int window, @Nullable Double joules) {
        ObjectNode sensor = JsonNodeFactory.instance
                .objectNode()
                .put("joules", 100.0)
                .put("seconds", 0.5)
                .put("comparison", 0.004)
                .put("absolute", 0.06)
                .put("provenance", "simulated")
                .put("source", "counter")
                .put("scope", "gpu");
        sensor.putArray("labels").add("powerCapped=3.0%");
        return new Measurement(
                Records.LAYER.key(),
                Records.LAYER.engine(),
                fork,
                window,
                2,
                null,
                0.5,
                10,
                11,
                joules,
                joules == null ? "throttled" : null,
                1.5e9,
                null,
                List.of(),
                sensor);
    }
}
