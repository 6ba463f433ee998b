package macjoule.bench.energy.window;

import macjoule.bench.energy.nvml.EventReason;
import macjoule.bench.energy.nvml.Field;
import macjoule.bench.energy.nvml.Quantity;
import org.jspecify.annotations.Nullable;

/** What can hold a clock back, and the ways in which drivers tell it: for how long, as newer and as older ones do, or whether just now. */
enum HoldBack {
    POWER_CAP(Field.POWER_CAP_TIME, Quantity.POWER_CAP_TIME, EventReason.SW_POWER_CAP),
    THERMAL(Field.THERMAL_TIME, Quantity.THERMAL_TIME, null),
    SW_THERMAL(Field.SW_THERMAL_TIME, null, EventReason.SW_THERMAL),
    HW_THERMAL(Field.HW_THERMAL_TIME, null, EventReason.HW_THERMAL),
    POWER_BRAKE(Field.POWER_BRAKE_TIME, null, EventReason.POWER_BRAKE),
    SYNC_BOOST(Field.SYNC_BOOST_TIME, Quantity.SYNC_BOOST_TIME, EventReason.SYNC_BOOST),
    BOARD_LIMIT(Field.BOARD_LIMIT_TIME, Quantity.BOARD_LIMIT_TIME, null),
    RELIABILITY(Field.RELIABILITY_TIME, Quantity.RELIABILITY_TIME, null);

    final Field time;
    final @Nullable Quantity olderTime;
    final @Nullable EventReason reason;

    HoldBack(Field time, @Nullable Quantity olderTime, @Nullable EventReason reason) {
        this.time = time;
        this.olderTime = olderTime;
        this.reason = reason;
    }
}
