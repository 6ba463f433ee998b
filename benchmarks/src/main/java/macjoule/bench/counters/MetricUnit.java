package macjoule.bench.counters;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a metric is measured in, and the ways in which versions of Nsight Compute spell it, all with decimal prefixes. */
enum MetricUnit {
    BYTE("([kmgt]?)(?:bytes?|b)", 1),
    /** Counted in pieces of 32 bytes. */
    SECTOR("([kmgt]?)sectors?|()", 32),
    SECOND("([num]?)s(?:econds?|ec)?", 1),
    HERTZ("([kmgt]?)(?:hz|cycles?/s(?:econd)?)|cycles?/([num])s(?:econd)?", 1),
    COUNT("([kmgt]?).*", 1);

    private static final Map<String, Double> PREFIXES =
            Map.of("k", 1e3, "m", 1e6, "g", 1e9, "t", 1e12, "n", 1e-9, "u", 1e-6);
    private static final double MILLI = 1e-3;

    private final Pattern spelling;
    private final double size;

    MetricUnit(String spelling, double size) {
        this.spelling = Pattern.compile(spelling, Pattern.CASE_INSENSITIVE);
        this.size = size;
    }

    /** How many bytes, seconds, hertz or things one of the given unit is; empty if it is a unit of something else. */
    Optional<Double> factor(String text) {
        if (this == COUNT) {
            return Optional.of(1.0);
        }
        Matcher matcher = spelling.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (this == HERTZ && matcher.group(2) != null) {
            return Optional.of(1 / inverse(matcher.group(2)));
        }
        String prefix = matcher.group(1) == null ? "" : matcher.group(1);
        return Optional.of(size * (this == SECOND ? inverse(prefix) : decimal(prefix)));
    }

    /** In front of a second, m is milli; in front of everything else here, it is mega. */
    private static double inverse(String prefix) {
        return prefix.equalsIgnoreCase("m") ? MILLI : decimal(prefix);
    }

    private static double decimal(String prefix) {
        return PREFIXES.getOrDefault(prefix.toLowerCase(Locale.ROOT), 1.0);
    }
}
