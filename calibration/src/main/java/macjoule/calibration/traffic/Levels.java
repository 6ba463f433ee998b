package macjoule.calibration.traffic;

import macjoule.model.delta.Prediction;
import macjoule.model.delta.Traffic;
import org.jspecify.annotations.Nullable;

/** Bytes read at each level of the memory and the time of a layer; null where it is not known. */
public record Levels(
        @Nullable Double l1,
        @Nullable Double l2,
        @Nullable Double dram,
        @Nullable Double timeSeconds) {

    static Levels of(Prediction prediction) {
        return new Levels(prediction.l1Bytes(), prediction.l2Bytes(), prediction.dramBytes(), prediction.timeSeconds());
    }

    /** Traffic without a time. */
    static Levels of(Traffic traffic) {
        return new Levels(traffic.l1Bytes(), traffic.l2Bytes(), traffic.dramBytes(), null);
    }

    Levels withTime(@Nullable Double seconds) {
        return new Levels(l1, l2, dram, seconds);
    }

    /** A value to form ratios with, null where there is none: what counts nothing tells nothing. */
    public @Nullable Double get(Level level) {
        Double value = switch (level) {
            case L1 -> l1;
            case L2 -> l2;
            case DRAM -> dram;
            case TIME -> timeSeconds;
        };
        return value != null && value > 0 ? value : null;
    }
}
