package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.fake.FaultScript;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings that stop, jump, are missing or cannot be. */
class CounterFaultTest {
    @TempDir
    private Path folder;

    @Test
    void aReloadOfTheDriverIsNoUnsignedWrap() {
        Lab lab = new Lab(Lab.gpu().fault(FaultScript.from(3, Kind.RESET_COUNTER, 0)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        lab.pass(2);
        WindowReport report = meter.measure(3, 0.005);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.COUNTER_RESET);
        assertThat(lab.nvml.starts()).isEqualTo(2);
        assertThat(Lab.measured(meter.measure(2, 0.005)).watts()).isCloseTo(300, within(3.0));
    }

    /** One that never moved shows zero. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 2})
    void aStuckCounterGivesWayToPower(double from) {
        Lab lab = new Lab(Lab.gpu().fault(FaultScript.from(from, Kind.FREEZE_COUNTER, 0)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        lab.pass(1.5);
        Energy.Measured measured = Lab.measured(meter.measure(5, 0.005));
        assertThat(measured.source()).isEqualTo(Source.INSTANT);
        assertThat(measured.labels()).contains("counterStuck");
        assertThat(measured.watts()).isCloseTo(300, within(1.0));
    }

    @Test
    void aCounterAboveEveryLimitGivesWayToPower() {
        Lab lab = new Lab(Lab.gpu().fault(FaultScript.valued(0, Kind.SCALE_COUNTER, 15.3)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        lab.pass(2);
        Energy.Measured measured = Lab.measured(meter.measure(5, 0.005));
        assertThat(measured.source()).isEqualTo(Source.INSTANT);
        assertThat(measured.labels()).contains("counterImplausible");
    }

    @Test
    void aCounterThatPausesSpoilsTheWindow() {
        Lab lab = new Lab(
                Lab.gpu().fault(FaultScript.from(2, Kind.FREEZE_COUNTER, 0).until(2.5)), folder);
        GpuMeter meter = lab.meter();
        assertThat(Lab.cause(meter.measure(4, 0.005))).isEqualTo(Energy.Cause.GAP);
    }

    @Test
    void aMissingFieldKeepsItsCodeAndTheOtherSourceServes() {
        Lab lab = new Lab(new GpuScript().instant(Lab.PLAIN).counter(SensorScript.refusing(13)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        assertThat(Lab.measured(meter.measure(3, 0.005)).source()).isEqualTo(Source.INSTANT);
    }

    @Test
    void aVirtualGpuWithoutAnySensorHasNoEnergyAndNotZero() {
        Lab lab = new Lab(new GpuScript(), folder);
        assertThat(lab.meter().absence()).isInstanceOfSatisfying(Energy.Unavailable.class, absence -> {
            assertThat(absence.code()).isEqualTo(3);
            assertThat(absence.reason()).contains("platform");
        });
    }

    @Test
    void aPauseOfTheReaderHarmsPolledPowerButNotTheCounter() {
        Lab counted = new Lab(new GpuScript().counter(Lab.PLAIN), folder);
        assertThat(Lab.measured(withPause(counted)).watts()).isCloseTo(60, within(0.6));
        Lab polled = new Lab(new GpuScript().instant(Lab.PLAIN), folder);
        assertThat(Lab.cause(withPause(polled))).isEqualTo(Energy.Cause.GAP);
    }

    /** Six seconds, in the middle of which nobody looks for one. */
    private static WindowReport withPause(Lab lab) {
        GpuMeter meter = lab.meter();
        meter.begin();
        for (int i = 0; i < 1000; i++) {
            meter.poll();
            lab.pass(i == 500 ? 1 : 0.005);
        }
        return meter.end();
    }

    @Test
    void aWindowTooShortForTheSensorIsNoFigure() {
        assertThat(Lab.cause(new Lab(Lab.gpu(), folder).meter().measure(0.12, 0.005)))
                .isEqualTo(Energy.Cause.TOO_SHORT);
    }
}
