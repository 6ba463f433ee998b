package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.fake.FaultScript;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.OperationScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.nvml.Field;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.NvmlDevice;
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

    /** Its power reading would show the high half of the work alone. */
    @Test
    void aStuckCounterDoesNotGiveWayToASensorThatLooksPartOfTheTime() {
        Lab lab = new Lab(
                        new GpuScript()
                                .instant(SensorScript.boxcar(100, 25)
                                        .withPhase(40)
                                        .withNoise(1))
                                .counter(Lab.PLAIN)
                                .operation(new OperationScript(100, 0.5, 400, 100))
                                .fault(FaultScript.from(600, Kind.FREEZE_COUNTER, 0)),
                        folder)
                .characterised();
        GpuMeter meter = lab.meter();
        lab.pass(602 - lab.clock.nanos() / 1e9);
        lab.board.work(true);
        WindowReport report = meter.measure(10, 0.002);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.IMPLAUSIBLE);
        assertThat(((Energy.Invalid) report.energy()).reason()).contains("counterStuck", "part of the time");
    }

    @Test
    void aStuckCounterAloneIsNoFigure() {
        Lab lab =
                new Lab(new GpuScript().counter(Lab.PLAIN).fault(FaultScript.from(2, Kind.FREEZE_COUNTER, 0)), folder);
        GpuMeter meter = lab.meter();
        lab.pass(2);
        assertThat(Lab.cause(meter.measure(5, 0.005))).isEqualTo(Energy.Cause.IMPLAUSIBLE);
    }

    @Test
    void aPowerReadingOfZeroIsNoFigure() {
        Lab lab = new Lab(new GpuScript().instant(Lab.PLAIN.withError(-1, 0)), folder);
        WindowReport report = lab.meter().measure(5, 0.005);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.IMPLAUSIBLE);
        assertThat(((Energy.Invalid) report.energy()).reason()).contains("0.0 W");
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
        NvmlDevice device = lab.nvml.devices().value().orElseThrow().get(0);
        FieldBuffer fields = new FieldBuffer(FieldBuffer.SCOPE_GPU, Field.TOTAL_ENERGY, Field.POWER_INSTANT);
        device.read(fields);
        assertThat(fields.reading(0)).isEqualTo(-13);
        assertThat(fields.reading(1)).isPositive();
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
        assertThat(Lab.measured(withPause(counted(), 500, 1)).watts()).isCloseTo(60, within(0.6));
        assertThat(Lab.cause(withPause(polled(), 500, 1))).isEqualTo(Energy.Cause.GAP);
    }

    /** A reader that died leaves a figure of the beginning, which is not one of the window. */
    @Test
    void anEndThatNobodyReadIsNotTakenToBeLikeTheRest() {
        assertThat(Lab.cause(withPause(counted(), 999, 1))).isEqualTo(Energy.Cause.GAP);
        assertThat(Lab.cause(withPause(polled(), 999, 1))).isEqualTo(Energy.Cause.GAP);
    }

    /** Of 14.2 s that are left after settling for 1.1 s, 0.35 s are 2.5 % and 0.85 s are 5.8 %. */
    @Test
    void aSmallGapIsToleratedAndTold() {
        assertThat(Lab.measured(withPause(polled(), 500, 0.35, 2990)).labels()).contains("gap=2.5%");
        assertThat(Lab.cause(withPause(polled(), 500, 0.85, 2990))).isEqualTo(Energy.Cause.GAP);
    }

    private Lab counted() {
        return new Lab(new GpuScript().counter(Lab.PLAIN), folder);
    }

    private Lab polled() {
        return new Lab(new GpuScript().instant(Lab.PLAIN), folder);
    }

    private static WindowReport withPause(Lab lab, int before, double seconds) {
        return withPause(lab, before, seconds, 1000);
    }

    /** Readings 5 ms apart, behind one of which nobody looks for a while. */
    private static WindowReport withPause(Lab lab, int before, double seconds, int readings) {
        GpuMeter meter = lab.meter();
        meter.begin();
        for (int i = 0; i < readings; i++) {
            meter.poll();
            lab.pass(i == before ? seconds : 0.005);
        }
        return meter.end();
    }

    @Test
    void aWindowTooShortForTheSensorIsNoFigure() {
        assertThat(Lab.cause(new Lab(Lab.gpu(), folder).meter().measure(0.12, 0.005)))
                .isEqualTo(Energy.Cause.TOO_SHORT);
    }
}
