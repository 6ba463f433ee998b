package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.fake.FaultScript;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.OperationScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.nvml.EventReason;
import macjoule.bench.energy.passport.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Operations of 0.1 s that draw 400 W in their first half and 100 W in the second, before a sensor that looks for 25 ms in
 * every 100 ms: 250 W on average, of which one undivided window sees the same quarter over and over.
 */
class StratifiedBlocksTest {
    private static final double PERIOD = 0.1;
    private static final double TRUTH = 250;

    /** Looks from 15 to 40 ms after each tenth of a second. */
    private static final SensorScript PART_TIME =
            SensorScript.boxcar(100, 25).withPhase(40).withNoise(1);

    @TempDir
    private Path folder;

    @Test
    void areForWorkInStepWithAPartTimeSensorAlone() {
        GpuMeter meter = lab(gpu()).meter();
        assertThat(meter.isBlindTo(PERIOD, 10)).isTrue();
        assertThat(meter.isBlindTo(0.003, 10)).isFalse();
        assertThat(meter.isBlindTo(Double.NaN, 10)).isFalse();
        assertThat(new Lab(Lab.gpu(), folder.resolve("none")).meter().isBlindTo(PERIOD, 10))
                .isFalse();
    }

    @Test
    void areRightWhereOneWindowIsFarOff() {
        Lab lab = lab(gpu());
        GpuMeter meter = lab.meter();
        assertThat(meter.isBlindTo(PERIOD, 16)).isTrue();
        WindowReport undivided = undivided(lab, meter);
        assertThat(Math.abs(Lab.measured(undivided).watts() - TRUTH) / TRUTH).isGreaterThan(0.3);
        assertThat(undivided.method()).isEqualTo("polled-power");

        WindowReport blocks = meter.measureInBlocks(work(lab), PERIOD, 16);
        Energy.Measured measured = Lab.measured(blocks);
        assertThat(measured.watts()).isCloseTo(TRUTH, within(0.05 * TRUTH));
        assertThat(measured.source()).isEqualTo(Source.INSTANT);
        assertThat(measured.seconds()).isCloseTo(16, within(0.1));
        assertThat(measured.labels()).contains("partTimeSensor");
        // The sensor's own 6 %, and what is left between the phases.
        assertThat(measured.uncertainty().absolute()).isBetween(0.06, 0.1);
        assertThat(measured.uncertainty().comparison()).isBetween(1e-5, 0.05);

        var json = blocks.inPlaceOf(undivided).json();
        assertThat(json.get("method").textValue()).isEqualTo("stratified-blocks");
        assertThat(json.get("blocks").intValue()).isEqualTo(16);
        assertThat(json.at("/undivided/status").textValue()).isEqualTo("measured");
    }

    /** The first half of each, in whatever place of the sensor's period it begins. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 21, 47, 73})
    void doNotDependOnWhenTheyBegin(double phase) {
        Lab lab = lab(gpu().instant(PART_TIME.withPhase(phase)));
        Energy.Measured measured = Lab.measured(lab.meter().measureInBlocks(work(lab), PERIOD, 5));
        assertThat(measured.watts()).isCloseTo(TRUTH, within(0.05 * TRUTH));
    }

    @Test
    void aCounterOfUnknownCoverageIsPublishedBesideThem() {
        Lab lab = unsettled();
        GpuMeter meter = lab.meter();
        assertThat(meter.isBlindTo(PERIOD, 16)).isTrue();
        WindowReport undivided = undivided(lab, meter);
        assertThat(Lab.measured(undivided).source()).isEqualTo(Source.INSTANT);
        WindowReport report = meter.measureInBlocks(work(lab), PERIOD, 16).inPlaceOf(undivided);
        assertThat(report.beside()).isInstanceOfSatisfying(Energy.Measured.class, counted -> {
            assertThat(counted.source()).isEqualTo(Source.COUNTER);
            assertThat(counted.watts()).isCloseTo(TRUTH, within(0.01 * TRUTH));
        });
    }

    /** What is published beside the figure is held to the same rules. */
    @Test
    void aCounterBesideThatFailedIsNoFigureEither() {
        Lab reset = unsettled(FaultScript.from(803, Kind.RESET_COUNTER, 0));
        assertThat(Lab.cause(undividedAt(800, reset))).isEqualTo(Energy.Cause.COUNTER_RESET);
        Lab absurd = unsettled(FaultScript.valued(790, Kind.SCALE_COUNTER, 15.3));
        assertThat(undividedAt(800, absurd).beside())
                .isInstanceOfSatisfying(
                        Energy.Invalid.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo("counterImplausible"));
    }

    @Test
    void heatSpoilsThemAsItDoesAWindow() {
        Lab lab = lab(gpu().fault(FaultScript.throttling(500, EventReason.HW_THERMAL)));
        GpuMeter meter = lab.meter();
        lab.pass(500);
        WindowReport blocks = meter.measureInBlocks(work(lab), PERIOD, 5);
        assertThat(Lab.cause(blocks)).isEqualTo(Energy.Cause.THROTTLED);
        assertThat(Objects.requireNonNull(blocks.throttle()).lowestClock()).isEqualTo(1000);
        assertThat(blocks.method()).isNull();
    }

    @Test
    void aDeviceThatIsLostEndsThem() {
        Lab lab = lab(gpu().fault(FaultScript.from(500, Kind.REFUSE_ALL, 15)));
        GpuMeter meter = lab.meter();
        lab.pass(500);
        assertThat(Lab.cause(meter.measureInBlocks(work(lab), PERIOD, 5))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(meter.isGpuLost()).isTrue();
        assertThat(meter.measureInBlocks(work(lab), PERIOD, 5).energy()).isInstanceOf(Energy.Unavailable.class);
    }

    @Test
    void workThatDoesNotShowIsNoFigure() {
        Lab lab = lab(gpu().instant(SensorScript.boxcar(100, 25)));
        StratifiedBlocks.Work none = new StratifiedBlocks.Work() {
            @Override
            public void start() {}

            @Override
            public void stop() {}
        };
        lab.pass(10);
        assertThat(Lab.cause(lab.meter().measureInBlocks(none, PERIOD, 5))).isEqualTo(Energy.Cause.NOT_STEADY);
    }

    @Test
    void aWindowThatHeatSpoiltIsNotMadeGoodByBlocksBeforeIt() {
        Lab lab = lab(gpu().fault(FaultScript.throttling(600, EventReason.HW_THERMAL)));
        GpuMeter meter = lab.meter();
        WindowReport blocks = meter.measureInBlocks(work(lab), PERIOD, 5);
        lab.pass(600);
        WindowReport spoilt = undivided(lab, meter);
        assertThat(Lab.cause(spoilt)).isEqualTo(Energy.Cause.THROTTLED);
        assertThat(blocks.inPlaceOf(spoilt)).isSameAs(spoilt);
    }

    /** The counter moves too rarely for the characterisation to tell, and misses nothing. */
    private Lab unsettled(FaultScript... faults) {
        GpuScript gpu = gpu().counter(SensorScript.boxcar(2200, 2200));
        List.of(faults).forEach(gpu::fault);
        return new Lab(gpu, folder).characterised(Pace.FULL);
    }

    private static WindowReport undividedAt(double second, Lab lab) {
        GpuMeter meter = lab.meter();
        lab.pass(second - lab.clock.nanos() / 1e9);
        return undivided(lab, meter);
    }

    private Lab lab(GpuScript gpu) {
        return new Lab(gpu, folder).characterised();
    }

    private static GpuScript gpu() {
        return new GpuScript().instant(PART_TIME).operation(new OperationScript(1e3 * PERIOD, 0.5, 400, 100));
    }

    /** Begins where the sensor sees the high half alone. */
    private static WindowReport undivided(Lab lab, GpuMeter meter) {
        lab.pass(Math.ceil(lab.clock.nanos() / 1e9 / PERIOD + 1) * PERIOD - lab.clock.nanos() / 1e9);
        lab.board.work(true);
        WindowReport report = meter.measure(16, 0.002);
        lab.board.work(false);
        return report;
    }

    private static StratifiedBlocks.Work work(Lab lab) {
        return new StratifiedBlocks.Work() {
            @Override
            public void start() {
                lab.board.work(true);
            }

            @Override
            public void stop() {
                lab.board.work(false);
            }
        };
    }
}
