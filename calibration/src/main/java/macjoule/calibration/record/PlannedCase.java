package macjoule.calibration.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Objects;

/**
 * A case as planned, with what it takes to judge its measurement without the network at hand. Counts are those of the batch and
 * of the convention {@code paper}, except {@code macsConvFc}.
 *
 * @param minimalBytes input, output and weights of every layer moved once, in single precision
 */
public record PlannedCase(
        String key,
        Kind kind,
        int batch,
        long macs,
        long macsConvFc,
        long parameters,
        long activations,
        long minimalBytes) {
    /** What a case is for. */
    public enum Kind {
        LAYER,
        NETWORK,
        /** A multiplication of large matrices: what the machine computes at most. */
        PEAK_COMPUTE,
        /** A pass over memory: what the machine moves at most. */
        PEAK_BANDWIDTH;

        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public boolean isPeak() {
            return this == PEAK_COMPUTE || this == PEAK_BANDWIDTH;
        }
    }

    public PlannedCase {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
    }
}
