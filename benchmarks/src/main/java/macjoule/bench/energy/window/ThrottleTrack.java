package macjoule.bench.energy.window;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import macjoule.bench.energy.nvml.EventReason;
import macjoule.bench.energy.nvml.Field;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What held the clock back during a window: by the driver's own times where it keeps them, else by how often a reason
 * was seen.
 */
final class ThrottleTrack {
    private static final HoldBack[] CAUSES = HoldBack.values();

    private final NvmlDevice device;
    private final FieldBuffer times;
    private final long supportedReasons;
    private final long[] before = new long[CAUSES.length];
    private final long[] olderBefore = new long[CAUSES.length];
    private final int[] seen = new int[CAUSES.length];
    private long mask;
    private int polls;
    private long clockSum;
    private long clockMinimum;

    ThrottleTrack(NvmlDevice device, int scope) {
        this.device = device;
        this.times = new FieldBuffer(
                scope, Stream.of(CAUSES).map(cause -> cause.time).toArray(Field[]::new));
        this.supportedReasons = device.read(Quantity.SUPPORTED_EVENT_REASONS);
    }

    void begin() {
        device.read(times);
        for (int i = 0; i < CAUSES.length; i++) {
            before[i] = times.reading(i);
            olderBefore[i] = olderTime(i);
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
        for (int i = 0; i < CAUSES.length; i++) {
            EventReason reason = CAUSES[i].reason;
            seen[i] += reason != null && reason.isIn(reasons) ? 1 : 0;
        }
    }

    Throttle end(double seconds) {
        device.read(times);
        Map<HoldBack, Double> shares = new EnumMap<>(HoldBack.class);
        for (int i = 0; i < CAUSES.length; i++) {
            double share = share(i, seconds);
            if (!Double.isNaN(share)) {
                shares.put(CAUSES[i], share);
            }
        }
        return new Throttle(
                shares,
                polls == 0 ? Throttle.UNKNOWN_REASONS : mask,
                polls == 0 ? Double.NaN : (double) clockSum / polls,
                polls == 0 ? Double.NaN : clockMinimum);
    }

    /** The time that drivers tell which do not know the field, or negative. Not asked of those that do. */
    private long olderTime(int index) {
        Quantity older = CAUSES[index].olderTime;
        return times.reading(index) >= 0 || older == null ? -1 : device.read(older);
    }

    /** NaN where the driver neither kept the time nor was seen to give a reason or none. */
    private double share(int index, double seconds) {
        long now = times.reading(index);
        if (now >= 0 && before[index] >= 0) {
            return Math.max(0, (now - before[index]) / 1e9 / seconds);
        }
        long olderNow = olderTime(index);
        if (olderNow >= 0 && olderBefore[index] >= 0) {
            return Math.max(0, (olderNow - olderBefore[index]) / 1e9 / seconds);
        }
        return polls == 0 || !isTold(CAUSES[index].reason) ? Double.NaN : (double) seen[index] / polls;
    }

    /** Whether the GPU would show this reason if it applied; one that does not say which it shows is taken to show all. */
    private boolean isTold(@Nullable EventReason reason) {
        return reason != null && (supportedReasons < 0 || reason.isIn(supportedReasons));
    }
}
