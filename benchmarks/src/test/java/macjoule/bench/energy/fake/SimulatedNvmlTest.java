package macjoule.bench.energy.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.nvml.DeviceFinder;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulation against integrals done by hand. */
class SimulatedNvmlTest {
    private final VirtualClock clock = new VirtualClock();

    @Test
    void theTrueEnergyIsTheIntegralOfThePower() {
        PowerTruth truth = new PowerTruth(60);
        truth.flat(1, 300);
        truth.square(2, 100, 400, 0.1, 0.5);
        // 60 + 300, then two and a half periods, the half one high: 0.15 s at 400 W and 0.1 s at 100 W.
        assertThat(truth.energyUntil(2.25)).isCloseTo(60 + 300 + 60 + 10, within(1e-9));
        assertThat(truth.meanWatts(0.5, 1.5)).isCloseTo(180, within(1e-9));
    }

    @Test
    void aSensorOfAQuarterSeesOnlyItsWindow() {
        SimulatedNvml nvml = nvml(new GpuScript().usage(SensorScript.boxcar(100, 25)));
        nvml.boards().get(0).set(1);
        clock.pause(90_000_000);
        assertThat(device(nvml).read(Quantity.POWER_USAGE)).isEqualTo(60_000);
        clock.pause(10_000_000);
        assertThat(device(nvml).read(Quantity.POWER_USAGE)).isEqualTo(300_000);
    }

    @Test
    void aCounterFedBySamplesMissesWhatLiesBetween() {
        SimulatedNvml nvml = nvml(new GpuScript()
                .sampledCounter(SensorScript.boxcar(100, 25))
                .operation(new OperationScript(100, 0.5, 400, 100)));
        SimulatedBoard board = nvml.boards().get(0);
        // High in the first half of each period, while the sensor looks at the last quarter.
        board.work(true);
        clock.pause(10_000_000_000L);
        assertThat(board.trueJoules()).isCloseTo(2500, within(1e-6));
        assertThat(device(nvml).read(Quantity.TOTAL_ENERGY) / 1e3).isCloseTo(1000, within(10.0));
    }

    @Test
    void aHandleIsStaleAfterARestart() {
        SimulatedNvml nvml = nvml(new GpuScript().usage(SensorScript.boxcar(100, 100)));
        NvmlDevice device = device(nvml);
        nvml.close();
        nvml.start();
        assertThat(device.read(Quantity.POWER_USAGE)).isEqualTo(NvmlCode.UNINITIALIZED.asReading());
        assertThat(device(nvml).read(Quantity.POWER_USAGE)).isEqualTo(60_000);
    }

    @Test
    void anEndedFaultIsOver() {
        FaultScript fault = FaultScript.from(1, Kind.REFUSE_ALL, 999).until(2);
        SimulatedNvml nvml =
                nvml(new GpuScript().usage(SensorScript.boxcar(100, 100)).fault(fault));
        NvmlDevice device = device(nvml);
        assertThat(device.read(Quantity.POWER_USAGE)).isEqualTo(60_000);
        clock.pause(1_500_000_000);
        assertThat(device.read(Quantity.POWER_USAGE)).isEqualTo(NvmlCode.UNKNOWN.asReading());
        clock.pause(1_000_000_000);
        assertThat(device.read(Quantity.POWER_USAGE)).isEqualTo(60_000);
    }

    @Test
    void aDeviceIsFoundWhateverTheOrder() {
        GpuScript first = new GpuScript().identity("GPU-a", "00000000:81:00.0");
        GpuScript second = new GpuScript().identity("GPU-b", "00000000:21:00.0").mig();
        SimulatedNvml nvml = nvml(first, second);
        NvmlDevice found = DeviceFinder.find(nvml, "00000000:21:00.0").value().orElseThrow();
        assertThat(found.read(Quantity.MIG_MODE)).isEqualTo(1);
        assertThat(DeviceFinder.find(nvml, "GPU-a").value().orElseThrow().read(Quantity.MIG_MODE))
                .isZero();
        assertThat(DeviceFinder.find(nvml, "").code()).isEqualTo(NvmlCode.INVALID_ARGUMENT);
    }

    @Test
    void aFileDescribesIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("gpu.json"), """
                {"schema": "macjoule.simulated-sensor/1", "driver": "580.1",
                 "gpus": [{"name": "Lab GPU", "idleWatts": 75,
                           "usage": {"updateMs": 20, "windowMs": 10},
                           "faults": [{"kind": "REFUSE_ALL", "atSeconds": 5, "code": 15}]}]}
                """);
        SimulatedNvml nvml = SimulationFile.read(file, clock);
        nvml.start();
        NvmlDevice device = device(nvml);
        assertThat(device.read(Quantity.POWER_USAGE)).isEqualTo(75_000);
        clock.pause(5_000_000_000L);
        assertThat(device.read(Quantity.POWER_USAGE)).isEqualTo(NvmlCode.GPU_IS_LOST.asReading());
        assertThat(nvml.provenance()).isEqualTo(Provenance.SIMULATED);
    }

    @Test
    void anUnknownWordInAFileIsAnError(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("gpu.json"),
                "{\"schema\": \"macjoule.simulated-sensor/1\", \"gpus\": [{\"idelWatts\": 75}]}");
        assertThatThrownBy(() -> SimulationFile.read(file, clock))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("idelWatts");
    }

    private SimulatedNvml nvml(GpuScript... gpus) {
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(gpus), clock);
        nvml.start();
        return nvml;
    }

    private static NvmlDevice device(SimulatedNvml nvml) {
        return nvml.devices().value().orElseThrow().get(0);
    }
}
