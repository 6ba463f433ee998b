package macjoule.calibration.record;

import java.util.Objects;

/** A case that an engine cannot do, left out of the plan. */
public record SkippedUnit(String key, String engine, String reason) {
    public SkippedUnit {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(reason, "reason");
    }
}
