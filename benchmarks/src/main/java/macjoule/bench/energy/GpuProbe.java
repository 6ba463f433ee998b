package macjoule.bench.energy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.DeviceFinder;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorKey;
import macjoule.bench.energy.passport.SensorPassport;
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
        PassportStore passports = state.passports();
        try (Nvml nvml = sensor.nvml(clock);
                GpuMeter meter = new GpuMeter(nvml, gpu, passports, Neighbours.ofThisProcess(), clock)) {
            return describe(nvml, meter, gpu, passports);
        }
    }

    /** The same of a GPU that has a meter on it already. */
    static ObjectNode describe(Nvml nvml, GpuMeter meter, String gpu, PassportStore passports) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Energy absence = meter.absence();
        json.put("status", absence == null ? "available" : "unavailable");
        if (absence != null) {
            json.put("reason", GpuEnergy.reason(absence));
        }
        DeviceFinder.find(nvml, gpu).value().ifPresent(device -> addDevice(json, nvml, device, passports));
        return json;
    }

    /** What is known of a GPU's sensor, or null. */
    public static @Nullable SensorPassport passport(Nvml nvml, String gpu, PassportStore passports) {
        return DeviceFinder.find(nvml, gpu)
                .value()
                .map(device -> passports.find(SensorKey.of(nvml, device)).passport())
                .orElse(null);
    }

    private static void addDevice(ObjectNode json, Nvml nvml, NvmlDevice device, PassportStore passports) {
        json.set("gpu", identity(nvml, device));
        PassportStore.Found found = passports.find(SensorKey.of(nvml, device));
        if (found.passport() == null) {
            json.putNull("passport").put("passportReason", found.reason());
        } else {
            json.set("passport", PassportStore.json(found.passport()));
        }
    }

    /** What makes results comparable; what the GPU does not tell is null, with the reason beside it. */
    public static ObjectNode identity(Nvml nvml, NvmlDevice device) {
        return GpuIdentity.of(nvml, device);
    }
}
