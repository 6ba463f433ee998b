package macjoule.bench.energy.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.nvml.NvmlCode;
import org.jspecify.annotations.Nullable;

/**
 * What a window was measured under.
 *
 * @param strangers the processes of others on the GPU
 * @param neighboursKnown whether the driver told who else computes there
 * @param error what the driver reported, or null
 * @param code what the device failed with, or success
 */
record Conditions(
        Throttle throttle,
        long celsiusBefore,
        long celsiusAfter,
        List<Integer> strangers,
        boolean neighboursKnown,
        @Nullable String error,
        NvmlCode code) {
    private static final long MOST_CELSIUS = 1;

    /** Why no figure of this window can be trusted, whatever the sensor showed; null if nothing speaks against it. */
    @Nullable
    Energy spoilt() {
        if (error != null) {
            return new Energy.Invalid(Energy.Cause.DEVICE_FAILED, error);
        }
        if (!strangers.isEmpty()) {
            return new Energy.Invalid(
                    Energy.Cause.CONTAMINATED, "others compute on this GPU: processes " + Arrays.toString(pids()));
        }
        return throttle.spoils()
                ? new Energy.Invalid(
                        Energy.Cause.THROTTLED,
                        "heat or a power brake held the clock back, from " + degrees(celsiusBefore) + " to "
                                + degrees(celsiusAfter) + " °C")
                : null;
    }

    private static String degrees(long celsius) {
        return celsius < 0 ? "unknown" : String.valueOf(celsius);
    }

    private int[] pids() {
        return strangers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What does not spoil the window but has to be known. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        if (celsiusBefore >= 0 && celsiusAfter >= 0 && Math.abs(celsiusAfter - celsiusBefore) > MOST_CELSIUS) {
            labels.add("temperatureMoved=" + (celsiusAfter - celsiusBefore) + "C");
        }
        if (!neighboursKnown) {
            labels.add("neighboursUnknown");
        }
        if (throttle.isPowerCapped()) {
            labels.add(String.format(Locale.ROOT, "powerCapped=%.1f%%", 100 * throttle.share(HoldBack.POWER_CAP)));
        }
        return labels;
    }
}
