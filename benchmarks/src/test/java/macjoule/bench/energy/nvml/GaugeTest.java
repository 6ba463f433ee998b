package macjoule.bench.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import org.junit.jupiter.api.Test;

/** The energy counter by whichever way a driver has kept. */
class GaugeTest {
    private final VirtualClock clock = new VirtualClock();

    @Test
    void aDriverThatDroppedTheCallStillHasTheField() {
        NvmlDevice device = new ForwardingDevice(gpu()) {
            @Override
            public long read(Quantity quantity) {
                return NvmlCode.DEPRECATED.asReading();
            }
        };
        assertThat(counterAfterTenSeconds(device)).isEqualTo(600_000);
    }

    @Test
    void aDriverThatDoesNotKnowTheFieldStillHasTheCall() {
        NvmlDevice device = new ForwardingDevice(gpu()) {
            @Override
            public void read(FieldBuffer fields) {
                fields.fail(NvmlCode.FUNCTION_NOT_FOUND);
            }
        };
        assertThat(counterAfterTenSeconds(device)).isEqualTo(600_000);
    }

    /** Ten seconds at the 60 W of rest. */
    private long counterAfterTenSeconds(NvmlDevice device) {
        clock.pause(10_000_000_000L);
        return Gauge.of(device, Source.COUNTER, Scope.GPU).read();
    }

    private NvmlDevice gpu() {
        GpuScript script = new GpuScript().counter(SensorScript.boxcar(100, 100));
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(script), clock);
        nvml.start();
        return nvml.devices().value().orElseThrow().get(0);
    }
}
