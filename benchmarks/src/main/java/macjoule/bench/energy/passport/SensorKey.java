package macjoule.bench.energy.passport;

import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.Gauge;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What a passport is bound to: a change of any of these may change the sensor.
 *
 * @param powerLimitWatts null where the card does not tell
 */
public record SensorKey(
        String uuid,
        String name,
        String vbios,
        String driver,
        @Nullable Double powerLimitWatts,
        boolean mig,
        Scope scope) {
    public static SensorKey of(Nvml nvml, NvmlDevice device) {
        return new SensorKey(
                text(device.text(DeviceText.UUID)),
                text(device.text(DeviceText.NAME)),
                text(device.text(DeviceText.VBIOS)),
                text(nvml.driverVersion()),
                watts(device.read(Quantity.ENFORCED_POWER_LIMIT)),
                device.read(Quantity.MIG_MODE) == 1,
                Gauge.scopeOf(device));
    }

    private static @Nullable Double watts(long milliwatts) {
        return milliwatts < 0 ? null : milliwatts / 1e3;
    }

    private static String text(Answer<String> answer) {
        return answer.value().orElse("unknown");
    }
}
