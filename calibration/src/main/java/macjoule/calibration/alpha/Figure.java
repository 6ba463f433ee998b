package macjoule.calibration.alpha;

import com.fasterxml.jackson.annotation.JsonInclude;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * A number, or why it is not known.
 *
 * @param reason null if and only if there is a value
 */
public record Figure(
        @Nullable Double value,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {
    public Figure {
        if ((value == null) == (reason == null) || (value != null && !Double.isFinite(value))) {
            throw new BadInputException(
                    "a figure of " + value + " because of " + reason, "figure", "give a finite value or a reason");
        }
    }

    public static Figure of(double value) {
        return new Figure(value, null);
    }

    public static Figure unknown(String reason) {
        return new Figure(null, reason);
    }
}
