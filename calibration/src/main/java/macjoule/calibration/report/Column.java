package macjoule.calibration.report;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Table}.
 *
 * @param name the name in CSV, the same as in JSON
 * @param heading what a person reads above it, with the unit
 * @param numeric whether it is set flush right
 * @param value the exact value for CSV; null where there is none
 * @param display the value as a person reads it
 */
public record Column<R>(
        String name,
        String heading,
        boolean numeric,
        Function<R, @Nullable Object> value,
        Function<R, String> display) {

    /** A column of words. */
    public static <R> Column<R> text(String name, String heading, Function<R, String> value) {
        return new Column<>(name, heading, false, value::apply, value);
    }

    /** A column of numbers, shown by {@code display}. */
    public static <R> Column<R> number(
            String name, String heading, Function<R, @Nullable Object> value, Function<R, String> display) {
        return new Column<>(name, heading, true, value, display);
    }

    /** A column of whole numbers, shown with thousands separators. */
    public static <R> Column<R> count(String name, String heading, Function<R, Long> value) {
        return number(name, heading, value::apply, row -> Format.count(value.apply(row)));
    }

    /** A column of real numbers shown with a fixed number of decimals; an unknown one is a dash. */
    public static <R> Column<R> decimal(
            String name, String heading, int decimals, Function<R, @Nullable Double> value) {
        return number(name, heading, value::apply, row -> Format.decimal(value.apply(row), decimals));
    }
}
