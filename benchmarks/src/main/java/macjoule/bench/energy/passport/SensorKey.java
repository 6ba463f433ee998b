package macjoule.bench.energy.passport;

import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.Gauge;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;

/** What a passport is bound to: a change of any of these may change the sensor. */
public record SensorKey(
        String uuid, String name, String vbios, String driver, double powerLimitWatts, boolean mig, Scope scope) {
    public static SensorKey of(Nvml nvml, NvmlDevice device) {
        return new SensorKey(
                text(device.text(DeviceText.UUID)),
                text(device.text(DeviceText.NAME)),
                text(device.text(DeviceText.VBIOS)),
                text(nvml.driverVersion()),
                Math.max(0, device.read(Quantity.ENFORCED_POWER_LIMIT)) / 1e3,
                device.read(Quantity.MIG_MODE) == 1,
                Gauge.scopeOf(device));
    }

    private static String text(Answer<String> answer) {
        return answer.value().orElse("unknown");
    }
}
