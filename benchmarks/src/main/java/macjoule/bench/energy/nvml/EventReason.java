package macjoule.bench.energy.nvml;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Why a GPU does not run at its highest clock, as bits of {@link Quantity#EVENT_REASONS}. */
public enum EventReason {
    IDLE(0x1),
    APPLICATION_CLOCKS(0x2),
    SW_POWER_CAP(0x4),
    /** Also set while the performance state changes, so no proof of heat by itself. */
    HW_SLOWDOWN(0x8),
    SYNC_BOOST(0x10),
    SW_THERMAL(0x20),
    HW_THERMAL(0x40),
    POWER_BRAKE(0x80),
    DISPLAY_CLOCK(0x100);

    private final long bit;

    EventReason(long bit) {
        this.bit = bit;
    }

    public boolean isIn(long mask) {
        return (mask & bit) != 0;
    }

    /** The names of all reasons in a mask, but for idleness, which holds nothing back. */
    public static List<String> names(long mask) {
        return Arrays.stream(values())
                .filter(reason -> reason != IDLE && reason.isIn(mask))
                .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    public long bit() {
        return bit;
    }
}
