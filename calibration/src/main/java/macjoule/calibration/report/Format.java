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

    /** Four significant digits, with a power of ten where a plain number would be unwieldy. */
    public static String significant(@Nullable Double value) {
        if (value == null || value.isNaN()) {
            return UNKNOWN;
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return size == 0 ? "0" : decimal(value, Math.max(0, 3 - (int) Math.floor(Math.log10(size))));
    }
}
