package macjoule.bench.counters;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** How numbers are written in a file: Nsight Compute follows the locale, so a comma may part thousands or begin the decimals. */
enum NumberStyle {
    DECIMAL_POINT,
    DECIMAL_COMMA;

    /** 9,00 or 1.205,5 or 1.234.567: no number with a decimal point looks like that. */
    private static final Pattern ONLY_WITH_DECIMAL_COMMA =
            Pattern.compile("-?\\d+,(?:\\d{1,2}|\\d{4,})|-?\\d{1,3}(?:\\.\\d{3})+,\\d+|-?\\d{1,3}(?:\\.\\d{3}){2,}");

    private static final Pattern PLAIN = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
    private static final String SPACES_AND_APOSTROPHES = "[\\s\\u00a0\\u202f'\\u2019]";

    /** The style of a file, given all its numbers. */
    static NumberStyle of(Collection<String> numbers) {
        boolean comma = numbers.stream()
                .anyMatch(text -> ONLY_WITH_DECIMAL_COMMA.matcher(compact(text)).matches());
        return comma ? DECIMAL_COMMA : DECIMAL_POINT;
    }

    /** Empty if the text is no number. */
    Optional<Double> parse(String text) {
        String compact = compact(text);
        String plain = this == DECIMAL_COMMA ? compact.replace(".", "").replace(',', '.') : compact.replace(",", "");
        return PLAIN.matcher(plain).matches() ? Optional.of(Double.valueOf(plain)) : Optional.empty();
    }

    private static String compact(String text) {
        return text.replaceAll(SPACES_AND_APOSTROPHES, "");
    }
}
