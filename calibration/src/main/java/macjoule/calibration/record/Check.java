package macjoule.calibration.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an engine's result of a case is the right one.
 *
 * @param batch the batch the results were compared at, which may be smaller than the case's
 * @param maxRelativeError the largest difference over the largest value expected; null if there was nothing to compare
 * @param verified null if it could not be told
 * @param reason why it is not verified, null if it is
 */
public record Check(
        String key,
        String engine,
        int batch,
        @Nullable Double maxRelativeError,
        @Nullable Double tolerance,
        @Nullable Boolean verified,
        @Nullable String reason) {
    public Check {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(engine, "engine");
    }

    @JsonIgnore
    public Unit unit() {
        return new Unit(key, engine);
    }

    /** Whether the result is known to be wrong, so that its speed means nothing. */
    @JsonIgnore
    public boolean isWrong() {
        return Boolean.FALSE.equals(verified);
    }
}
