package macjoule.calibration.report;

import org.jspecify.annotations.Nullable;

/**
 * A number that may have an interval, or may not be known for a reason.
 *
 * @param value null if it is not known
 * @param low lower end of its interval; null if it has none
 * @param high upper end of its interval; null if it has none
 * @param reason why it is not known; empty if it is
 */
public record Amount(
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        String reason) {

    public Amount {
        if ((value == null) == reason.isEmpty()) {
            throw new IllegalArgumentException("an amount needs a value or a reason why there is none, and not both");
        }
        if ((low == null) != (high == null) || (value == null && low != null)) {
            throw new IllegalArgumentException("an interval needs two ends and a value");
        }
        if (low != null && high != null && !(low <= high)) {
            throw new IllegalArgumentException("no interval runs from " + low + " to " + high);
        }
    }

    public static Amount of(double value) {
        return new Amount(value, null, null, "");
    }

    public static Amount of(double value, double low, double high) {
        return new Amount(value, low, high, "");
    }

    public static Amount unavailable(String reason) {
        return new Amount(null, null, null, reason);
    }
}
