package macjoule.bench.energy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.EventReason;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;

/** What makes the results of a GPU comparable. What it does not tell is null, with the reason beside it. */
final class GpuIdentity {
    private static final double MILLI = 1e-3;

    private final NvmlDevice device;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private GpuIdentity(NvmlDevice device) {
        this.device = device;
    }

    static ObjectNode of(Nvml nvml, NvmlDevice device) {
        GpuIdentity identity = new GpuIdentity(device);
        identity.text("name", device.text(DeviceText.NAME));
        identity.text("uuid", device.text(DeviceText.UUID));
        identity.text("pciBusId", device.text(DeviceText.PCI_BUS_ID));
        identity.text("vbios", device.text(DeviceText.VBIOS));
        identity.text("driver", nvml.driverVersion());
        identity.text("nvml", nvml.libraryVersion());
        identity.text("cuda", nvml.cudaVersion());
        identity.limits();
        identity.state();
        identity.modes();
        return identity.json;
    }

    private void limits() {
        number("powerLimitWatts", Quantity.POWER_LIMIT, MILLI);
        number("enforcedPowerLimitWatts", Quantity.ENFORCED_POWER_LIMIT, MILLI);
        number("defaultPowerLimitWatts", Quantity.DEFAULT_POWER_LIMIT, MILLI);
        number("leastPowerLimitWatts", Quantity.LEAST_POWER_LIMIT, MILLI);
        number("mostPowerLimitWatts", Quantity.MOST_POWER_LIMIT, MILLI);
        number("computeCapabilityMajor", Quantity.COMPUTE_CAPABILITY_MAJOR, 1);
        number("computeCapabilityMinor", Quantity.COMPUTE_CAPABILITY_MINOR, 1);
        number("maxSmClockMhz", Quantity.MAX_SM_CLOCK, 1);
        number("maxMemoryClockMhz", Quantity.MAX_MEMORY_CLOCK, 1);
        number("slowdownCelsius", Quantity.SLOWDOWN_TEMPERATURE, 1);
        reading(
                "supportedEventReasons",
                Quantity.SUPPORTED_EVENT_REASONS,
                mask -> EventReason.names(mask).forEach(json.putArray("supportedEventReasons")::add));
    }

    private void state() {
        number("memoryBytes", Quantity.MEMORY_TOTAL, 1);
        number("memoryUsedBytes", Quantity.MEMORY_USED, 1);
        number("utilizationPercent", Quantity.UTILIZATION, 1);
        number("smClockMhz", Quantity.SM_CLOCK, 1);
        number("memoryClockMhz", Quantity.MEMORY_CLOCK, 1);
        number("celsius", Quantity.TEMPERATURE, 1);
    }

    private void modes() {
        flag("ecc", Quantity.ECC_MODE);
        flag("persistence", Quantity.PERSISTENCE_MODE);
        flag("mig", Quantity.MIG_MODE);
        number("computeMode", Quantity.COMPUTE_MODE, 1);
    }

    private void text(String name, Answer<String> answer) {
        answer.value().ifPresentOrElse(text -> json.put(name, text), () -> refused(name, answer.code()));
    }

    private void number(String name, Quantity quantity, double unit) {
        reading(name, quantity, reading -> json.put(name, reading * unit));
    }

    private void flag(String name, Quantity quantity) {
        reading(name, quantity, reading -> json.put(name, reading == 1));
    }

    private void reading(String name, Quantity quantity, Consumer<Long> known) {
        long reading = device.read(quantity);
        if (reading < 0) {
            refused(name, NvmlCode.ofReading(reading));
        } else {
            known.accept(reading);
        }
    }

    private void refused(String name, NvmlCode code) {
        json.putNull(name).put(name + "Reason", code.meaning());
    }
}
