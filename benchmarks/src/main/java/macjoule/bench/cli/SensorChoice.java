package macjoule.bench.cli;

import java.util.List;
import java.util.function.Consumer;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.DeviceFinder;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.HeldGpus;
import picocli.CommandLine.Option;

/** The options that say of which GPU the sensor is meant. */
final class SensorChoice extends SensorOption {
    @Option(
            names = "--gpu",
            paramLabel = "GPU",
            description = "A UUID or a PCI bus id; may be left out if there is one.")
    private String gpu = "";

    /** A GPU found and ready to answer. */
    record Found(Nvml nvml, NvmlDevice device) implements AutoCloseable {
        @Override
        public void close() {
            nvml.close();
        }
    }

    String gpu() {
        return gpu;
    }

    EnergyState state() {
        return EnergyState.of(sensor());
    }

    /** Frees what a killed run left locked, as every use of the sensor begins. */
    void restoreClocks(Consumer<String> notes) {
        HeldGpus.restoreClocks(sensor(), notes);
    }

    /** Finds the GPU. */
    Found find(NanoClock clock) {
        Nvml nvml = sensor().nvml(clock);
        NvmlCode start = nvml.start();
        Answer<NvmlDevice> device = start == NvmlCode.SUCCESS ? DeviceFinder.find(nvml, gpu) : Answer.refused(start);
        if (device instanceof Answer.Given<NvmlDevice> given) {
            return new Found(nvml, given.content());
        }
        String names = start == NvmlCode.SUCCESS ? names(nvml) : "";
        nvml.close();
        throw new BlockedException(device.code().meaning() + names);
    }

    private static String names(Nvml nvml) {
        List<String> uuids = nvml.devices().value().orElse(List.of()).stream()
                .flatMap(device -> device.text(DeviceText.UUID).value().stream())
                .toList();
        return uuids.size() < 2 ? "" : "; name one with --gpu: " + String.join(", ", uuids);
    }
}
