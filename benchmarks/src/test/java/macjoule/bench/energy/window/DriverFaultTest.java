package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.fake.FaultScript;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.nvml.JnaNvml;
import macjoule.bench.energy.passport.PassportStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver, a library or a GPU that fails, before or during a run. */
class DriverFaultTest {
    @TempDir
    private Path folder;

    @Test
    void withoutALibraryTheReasonIsGiven() {
        GpuMeter meter = new GpuMeter(
                new JnaNvml("libmacjoule-no-such-library.so.1"),
                "",
                new PassportStore(folder),
                Neighbours.ofThisProcess(),
                new VirtualClock());
        assertThat(meter.absence()).isEqualTo(new Energy.Unavailable("no NVML library: install the NVIDIA driver", 12));
        meter.begin();
        assertThat(meter.end().energy()).isEqualTo(meter.absence());
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 18})
    void aDriverThatDoesNotStartIsNotTriedAgain(int code) {
        Lab lab = new Lab(Lab.gpu().fault(FaultScript.from(0, Kind.REFUSE_START, code)), folder);
        GpuMeter meter = lab.meter();
        assertThat(meter.absence()).isInstanceOfSatisfying(Energy.Unavailable.class, absence -> {
            assertThat(absence.code()).isEqualTo(code);
            assertThat(absence.reason()).contains(code == 18 ? "reboot or reload the driver" : "not loaded");
        });
        meter.measure(1, 0.01);
        meter.measure(1, 0.01);
        assertThat(lab.nvml.starts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 999})
    void aContainerThatLosesItsDeviceGetsOneNewStart(int code) {
        Lab lab = new Lab(
                Lab.gpu().fault(FaultScript.from(3, Kind.REFUSE_ALL, code).mendedByRestart()), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        assertThat(meter.measure(2, 0.005).energy()).isInstanceOf(Energy.Measured.class);
        assertThat(Lab.cause(meter.measure(2, 0.005))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(Lab.measured(meter.measure(2, 0.005)).watts()).isCloseTo(300, within(3.0));
        assertThat(lab.nvml.starts()).isEqualTo(2);
    }

    @Test
    void aDeviceThatIsLostTwiceIsGivenUp() {
        Lab lab = new Lab(
                Lab.gpu()
                        .fault(FaultScript.from(1, Kind.REFUSE_ALL, 999).mendedByRestart())
                        .fault(FaultScript.from(4, Kind.REFUSE_ALL, 999)),
                folder);
        GpuMeter meter = lab.meter();
        assertThat(Lab.cause(meter.measure(2, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(Lab.cause(meter.measure(3, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(meter.measure(2, 0.01).energy()).isInstanceOf(Energy.Unavailable.class);
        assertThat(lab.nvml.starts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16})
    void aLostGpuIsLeftAloneWhileOthersGoOn(int code) {
        GpuScript lost =
                Lab.gpu().identity("GPU-lost", "00000000:01:00.0").fault(FaultScript.from(1, Kind.REFUSE_ALL, code));
        GpuScript well = Lab.gpu().identity("GPU-well", "00000000:02:00.0");
        VirtualClock clock = new VirtualClock();
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(lost, well), clock);
        GpuMeter first = Lab.meter(nvml, "GPU-lost", folder, clock);
        assertThat(Lab.cause(first.measure(2, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(first.absence())
                .isInstanceOfSatisfying(
                        Energy.Unavailable.class, a -> assertThat(a.code()).isEqualTo(code));
        int starts = nvml.starts();
        assertThat(first.measure(1, 0.01).energy()).isInstanceOf(Energy.Unavailable.class);
        assertThat(nvml.starts()).isEqualTo(starts);
        GpuMeter second = Lab.meter(nvml, "GPU-well", folder, clock);
        assertThat(second.measure(2, 0.01).energy()).isInstanceOf(Energy.Measured.class);
    }

    @Test
    void anErrorThatTheDriverReportsSpoilsItsWindowAndNoOther() {
        Lab lab = new Lab(
                Lab.gpu().fault(FaultScript.valued(1, Kind.XID, 13)).fault(FaultScript.valued(3, Kind.XID, 31)),
                folder);
        lab.pass(1.5);
        GpuMeter meter = lab.meter();
        assertThat(meter.measure(1, 0.01).energy()).isInstanceOf(Energy.Measured.class);
        WindowReport report = meter.measure(2, 0.01);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(((Energy.Invalid) report.energy()).reason()).contains("Xid 31");
        assertThat(meter.measure(1, 0.01).energy()).isInstanceOf(Energy.Measured.class);
        assertThat(meter.isGpuLost()).isFalse();
    }

    @Test
    void aGpuThatFellOffTheBusIsLostThoughItsSensorStillAnswers() {
        Lab lab = new Lab(Lab.gpu().fault(FaultScript.valued(1, Kind.XID, 79)), folder);
        GpuMeter meter = lab.meter();
        assertThat(Lab.cause(meter.measure(2, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(meter.isGpuLost()).isTrue();
        assertThat(meter.measure(1, 0.01).energy()).isInstanceOf(Energy.Unavailable.class);
    }

    /** All that was reported is told: an application's error first, then memory that cannot be corrected. */
    @Test
    void aGpuWhoseMemoryFailsIsLostAndTheErrorsAreTold() {
        Lab lab = new Lab(
                Lab.gpu().fault(FaultScript.valued(1, Kind.XID, 31)).fault(FaultScript.valued(1.2, Kind.XID, 48)),
                folder);
        GpuMeter meter = lab.meter();
        WindowReport report = meter.measure(2, 0.01);
        assertThat(((Energy.Invalid) report.energy()).reason()).contains("Xid 31, 48");
        assertThat(meter.isGpuLost()).isTrue();
        assertThat(meter.measure(1, 0.01).energy())
                .isInstanceOfSatisfying(
                        Energy.Unavailable.class,
                        absent -> assertThat(absent.reason()).contains("Xid 31, 48"));
    }

    @Test
    void aGpuThatFellOffTheBusBetweenWindowsIsLostToo() {
        Lab lab = new Lab(Lab.gpu().fault(FaultScript.valued(1, Kind.XID, 79)), folder);
        GpuMeter meter = lab.meter();
        lab.pass(2);
        assertThat(Lab.cause(meter.measure(1, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(meter.isGpuLost()).isTrue();
    }
}
