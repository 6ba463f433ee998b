package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
