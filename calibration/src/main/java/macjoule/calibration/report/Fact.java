package macjoule.calibration.report;

import org.jspecify.annotations.Nullable;

/**
 * Something known about the host or the run, or not known for a reason.
 *
 * @param value null if it is not known
 * @param reason why it is not known; empty if it is
 */
public record Fact(String name, @Nullable String value, String reason) {

    public Fact {
        if ((value == null) == reason.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a value or a reason why there is none, and not both");
        }
    }

    public static Fact of(String name, String value) {
        return new Fact(name, value, "");
    }

    public static Fact unavailable(String name, String reason) {
        return new Fact(name, null, reason);
    }

    /** The value, or why there is none. */
    public String text() {
        return value == null ? Unavailable.text(reason) : value;
    }
}
