package macjoule.bench.energy.fake;

import macjoule.bench.energy.nvml.EventReason;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with a simulated GPU.
 *
 * @param kind what goes wrong
 * @param atSeconds from when
 * @param untilSeconds until when, or null for ever
 * @param code the NVML code of a refusal
 * @param value a pid, a mask of event reasons, a factor or degrees, as the kind needs it
 * @param untilRestart whether starting NVML anew mends it
 * @param onceFile a file that is left behind by the first process whose time it takes, so that later ones go without; or
 *     null where it strikes each
 */
public record FaultScript(
        Kind kind,
        double atSeconds,
        @Nullable Double untilSeconds,
        int code,
        double value,
        boolean untilRestart,
        @Nullable String onceFile) {

    /** What can go wrong. */
    public enum Kind {
        /** Every call to the device is refused with {@code code}. */
        REFUSE_ALL,
        /** The energy counter alone is refused with {@code code}. */
        REFUSE_COUNTER,
        /** Starting NVML is refused with {@code code}. */
        REFUSE_START,
        /** Setting clocks is refused with {@code code}. */
        REFUSE_CLOCKS,
        /** The counter begins anew, as after a reload of the driver. */
        RESET_COUNTER,
        /** The counter no longer moves. */
        FREEZE_COUNTER,
        /** The counter is wrong by the factor {@code value} from then on. */
        SCALE_COUNTER,
        /** The mask of event reasons {@code value} is shown and its times run. */
        THROTTLE,
        /** A process {@code value} computes on the GPU. */
        PROCESS,
        /** The driver reports the Xid {@code value}, once. */
        XID,
        /** The GPU is hotter by {@code value} degrees. */
        HEAT
    }

    public static FaultScript from(double atSeconds, Kind kind, int code) {
        return new FaultScript(kind, atSeconds, null, code, 0, false, null);
    }

    public static FaultScript valued(double atSeconds, Kind kind, double value) {
        return new FaultScript(kind, atSeconds, null, 0, value, false, null);
    }

    public static FaultScript throttling(double atSeconds, EventReason reason) {
        return valued(atSeconds, Kind.THROTTLE, (double) reason.bit());
    }

    public FaultScript mendedByRestart() {
        return new FaultScript(kind, atSeconds, untilSeconds, code, value, true, onceFile);
    }

    public FaultScript until(double seconds) {
        return new FaultScript(kind, atSeconds, seconds, code, value, untilRestart, onceFile);
    }

    boolean isActive(double second, double lastRestart) {
        boolean ended = untilSeconds != null && second >= untilSeconds;
        boolean mended = untilRestart && lastRestart >= atSeconds;
        return second >= atSeconds && !ended && !mended;
    }
}
