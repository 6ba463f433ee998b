package macjoule.calibration.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as a person reads them, the same in every locale. */
public final class Format {
    /** Shown where a value is unknown; never a zero. */
    public static final String UNKNOWN = "-";

    private Format() {}

    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    public static String decimal(@Nullable Double value, int decimals) {
        return value == null || value.isNaN()
                ? UNKNOWN
                : String.format(Locale.ROOT, "%,." + decimals + "f", value.doubleValue());
    }
}
