package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.fake.FaultScript;
import macjoule.bench.energy.nvml.EventReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card that grows warm, and what holds its clock back. */
class HeatTest {
    @TempDir
    private Path folder;

    @Test
    void aCardThatGrowsWarmerIsLabelledSo() {
        Lab lab = new Lab(Lab.gpu(), folder);
        lab.board.set(1);
        assertThat(Lab.measured(lab.meter().measure(10, 0.01)).labels())
                .anyMatch(label -> label.startsWith("temperatureMoved="));
    }

    @Test
    void heatSpoilsAWindowAndNoneThatComesAfterIt() {
        Lab lab = new Lab(
                Lab.gpu()
                        .fault(FaultScript.throttling(1, EventReason.HW_THERMAL).until(20)),
                folder);
        GpuMeter meter = lab.meter();
        lab.pass(5);
        assertThat(Lab.cause(meter.measure(2, 0.01))).isEqualTo(Energy.Cause.THROTTLED);
        lab.pass(15);
        assertThat(meter.measure(2, 0.01).energy()).isInstanceOf(Energy.Measured.class);
    }

    @Test
    void anEmergencyBrakeSpoilsAWindowAndIsToldWithTheTemperatures() {
        Lab lab = new Lab(Lab.gpu().fault(FaultScript.throttling(1, EventReason.POWER_BRAKE)), folder);
        GpuMeter meter = lab.meter();
        lab.pass(5);
        WindowReport report = meter.measure(2, 0.01);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.THROTTLED);
        assertThat(((Energy.Invalid) report.energy()).reason()).contains("°C");
    }

    @Test
    void thePowerLimitIsALabelAndNoFault() {
        Lab lab = new Lab(
                Lab.gpu()
                        .fault(FaultScript.throttling(1, EventReason.SW_POWER_CAP)
                                .until(2)),
                folder);
        assertThat(Lab.measured(lab.meter().measure(4, 0.01)).labels()).contains("powerCapped=25.0%");
    }

    @Test
    void hardwareSlowdownAloneProvesNothing() {
        Lab lab = new Lab(Lab.gpu().fault(FaultScript.throttling(1, EventReason.HW_SLOWDOWN)), folder);
        WindowReport report = lab.meter().measure(4, 0.01);
        assertThat(report.energy()).isInstanceOf(Energy.Measured.class);
        assertThat(Objects.requireNonNull(report.throttle()).lowestClock()).isEqualTo(1000);
    }
}
