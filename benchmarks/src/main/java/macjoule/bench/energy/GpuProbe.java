package macjoule.bench.energy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.DeviceFinder;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.EventReason;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorKey;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.Neighbours;
import org.jspecify.annotations.Nullable;

/** What a GPU is, what its limits and modes are, and what is known of its sensor. */
public final class GpuProbe {
    private GpuProbe() {}

    /**
     * Whether and how a GPU's energy can be measured; a GPU that does not answer has a reason.
     *
     * @param gpu a UUID, a PCI bus id, or empty for the only GPU
     */
    public static ObjectNode describe(SensorSpec sensor, EnergyState state, String gpu) {
        NanoClock clock = NanoClock.system();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        try (Nvml nvml = sensor.nvml(clock);
                GpuMeter meter = new GpuMeter(nvml, gpu, state.passports(), Neighbours.ofThisProcess(), clock)) {
            Energy absence = meter.absence();
            json.put("status", absence == null ? "available" : "unavailable");
            if (absence != null) {
                json.put("reason", GpuEnergy.reason(absence));
            }
            DeviceFinder.find(nvml, gpu).value().ifPresent(device -> addDevice(json, nvml, device, state));
        }
        return json;
    }

    private static void addDevice(ObjectNode json, Nvml nvml, NvmlDevice device, EnergyState state) {
        json.set("gpu", identity(nvml, device));
        PassportStore.Found found = state.passports().find(SensorKey.of(nvml, device));
        if (found.passport() == null) {
            json.putNull("passport").put("passportReason", found.reason());
        } else {
            json.set("passport", PassportStore.json(found.passport()));
        }
    }

    /** What makes results comparable; what the GPU does not tell is null. */
    public static ObjectNode identity(Nvml nvml, NvmlDevice device) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", text(device, DeviceText.NAME))
                .put("uuid", text(device, DeviceText.UUID))
                .put("pciBusId", text(device, DeviceText.PCI_BUS_ID))
                .put("vbios", text(device, DeviceText.VBIOS))
                .put("driver", nvml.driverVersion().value().orElse(null))
                .put("nvml", nvml.libraryVersion().value().orElse(null))
                .put("cuda", nvml.cudaVersion().value().orElse(null));
        json.put("powerLimitWatts", number(device, Quantity.POWER_LIMIT, 1e-3))
                .put("enforcedPowerLimitWatts", number(device, Quantity.ENFORCED_POWER_LIMIT, 1e-3))
                .put("defaultPowerLimitWatts", number(device, Quantity.DEFAULT_POWER_LIMIT, 1e-3))
                .put("leastPowerLimitWatts", number(device, Quantity.LEAST_POWER_LIMIT, 1e-3))
                .put("mostPowerLimitWatts", number(device, Quantity.MOST_POWER_LIMIT, 1e-3))
                .put("computeCapabilityMajor", number(device, Quantity.COMPUTE_CAPABILITY_MAJOR, 1))
                .put("computeCapabilityMinor", number(device, Quantity.COMPUTE_CAPABILITY_MINOR, 1))
                .put("memoryBytes", number(device, Quantity.MEMORY_TOTAL, 1))
                .put("memoryUsedBytes", number(device, Quantity.MEMORY_USED, 1))
                .put("utilizationPercent", number(device, Quantity.UTILIZATION, 1))
                .put("smClockMhz", number(device, Quantity.SM_CLOCK, 1))
                .put("memoryClockMhz", number(device, Quantity.MEMORY_CLOCK, 1))
                .put("maxSmClockMhz", number(device, Quantity.MAX_SM_CLOCK, 1))
                .put("maxMemoryClockMhz", number(device, Quantity.MAX_MEMORY_CLOCK, 1))
                .put("celsius", number(device, Quantity.TEMPERATURE, 1))
                .put("slowdownCelsius", number(device, Quantity.SLOWDOWN_TEMPERATURE, 1));
        json.set("supportedEventReasons", eventReasons(device));
        return json.put("ecc", flag(device, Quantity.ECC_MODE))
                .put("persistence", flag(device, Quantity.PERSISTENCE_MODE))
                .put("mig", flag(device, Quantity.MIG_MODE))
                .put("computeMode", number(device, Quantity.COMPUTE_MODE, 1));
    }

    /** The reasons for a lower clock that this GPU can tell, by name. */
    private static JsonNode eventReasons(NvmlDevice device) {
        long mask = device.read(Quantity.SUPPORTED_EVENT_REASONS);
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        EventReason.names(Math.max(0, mask)).forEach(names::add);
        return mask < 0 ? JsonNodeFactory.instance.nullNode() : names;
    }

    private static @Nullable String text(NvmlDevice device, DeviceText which) {
        return device.text(which).value().orElse(null);
    }

    private static @Nullable Double number(NvmlDevice device, Quantity quantity, double unit) {
        long reading = device.read(quantity);
        return reading < 0 ? null : (Double) (reading * unit);
    }

    private static @Nullable Boolean flag(NvmlDevice device, Quantity quantity) {
        long reading = device.read(quantity);
        return reading < 0 ? null : (Boolean) (reading == 1);
    }
}
