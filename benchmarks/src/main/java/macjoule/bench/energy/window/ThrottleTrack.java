package macjoule.bench.energy.window;

import macjoule.bench.energy.nvml.EventReason;
import macjoule.bench.energy.nvml.Field;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;

/**
 * What held the clock back during a window: by the driver's own times where it keeps them, else by how often a reason
 * was seen.
 */
final class ThrottleTrack {
    private static final Field[] TIMES = {
        Field.POWER_CAP_TIME, Field.SW_THERMAL_TIME, Field.HW_THERMAL_TIME, Field.POWER_BRAKE_TIME
    };
    private static final EventReason[] REASONS = {
        EventReason.SW_POWER_CAP, EventReason.SW_THERMAL, EventReason.HW_THERMAL, EventReason.POWER_BRAKE
    };

    private final NvmlDevice device;
    private final FieldBuffer times;
    private final long[] before = new long[TIMES.length];
    private final int[] seen = new int[REASONS.length];
    private long mask;
    private int polls;
    private long clockSum;
    private long clockMinimum;

    ThrottleTrack(NvmlDevice device, int scope) {
        this.device = device;
        this.times = new FieldBuffer(scope, TIMES);
    }

    void begin() {
        device.read(times);
        for (int i = 0; i < before.length; i++) {
            before[i] = times.reading(i);
            seen[i] = 0;
        }
        mask = 0;
        polls = 0;
        clockSum = 0;
        clockMinimum = Long.MAX_VALUE;
    }

    void poll() {
        long reasons = device.read(Quantity.EVENT_REASONS);
        long clock = device.read(Quantity.SM_CLOCK);
        if (reasons < 0 || clock < 0) {
            return;
        }
        polls++;
        mask |= reasons;
        clockSum += clock;
        clockMinimum = Math.min(clockMinimum, clock);
        for (int i = 0; i < REASONS.length; i++) {
            seen[i] += REASONS[i].isIn(reasons) ? 1 : 0;
        }
    }

    Throttle end(double seconds) {
        device.read(times);
        return new Throttle(
                share(0, seconds),
                larger(share(1, seconds), share(2, seconds)),
                share(3, seconds),
                polls == 0 ? Throttle.UNKNOWN_REASONS : mask,
                polls == 0 ? Double.NaN : (double) clockSum / polls,
                polls == 0 ? Double.NaN : clockMinimum);
    }

    /** The one that is known, where the driver tells one alone. */
    private static double larger(double a, double b) {
        return Double.isNaN(a) || b > a ? b : a;
    }

    /** NaN where the driver neither kept the time nor was seen to give a reason or none. */
    private double share(int index, double seconds) {
        long now = times.reading(index);
        if (now >= 0 && before[index] >= 0) {
            return Math.max(0, (now - before[index]) / 1e9 / seconds);
        }
        return polls == 0 ? Double.NaN : (double) seen[index] / polls;
    }
}
