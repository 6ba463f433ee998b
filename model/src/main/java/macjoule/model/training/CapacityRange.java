package macjoule.model.training;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import macjoule.model.BadInputException;

/** Cache capacities in MiB, evenly spaced, both ends included where the step meets them. */
public record CapacityRange(double fromMiB, double toMiB, double stepMiB) {
    public static final long MIB = 1L << 20;
    /** The thesis' sweep. */
    public static final CapacityRange THESIS = new CapacityRange(24, 1000, 2);

    private static final int MOST = 100_000;
    // Steps such as 0.1 are not exact: the end still counts as met.
    private static final double SLACK = 1e-9;
    private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,6})?)";
    private static final Pattern TEXT = Pattern.compile(NUMBER + "(?:\\.\\." + NUMBER + "(?::" + NUMBER + ")?)?");

    public CapacityRange {
        if (!(fromMiB > 0 && toMiB >= fromMiB && stepMiB > 0)) {
            throw bad(fromMiB + ".." + toMiB + ":" + stepMiB + " is no range");
        }
        if ((toMiB - fromMiB) / stepMiB >= MOST) {
            throw new BadInputException(
                    "more than " + MOST + " capacities from " + fromMiB + " to " + toMiB + " MiB",
                    "cache capacity",
                    "take a larger step");
        }
    }

    /** Reads {@code 24..1000:2}, {@code 24..1000} in steps of 1, or one capacity such as {@code 24.75}. */
    public static CapacityRange parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw bad("'" + text + "' is no range");
        }
        double from = Double.parseDouble(matcher.group(1));
        double to = matcher.group(2) == null ? from : Double.parseDouble(matcher.group(2));
        return new CapacityRange(from, to, matcher.group(3) == null ? 1 : Double.parseDouble(matcher.group(3)));
    }

    public long[] bytes() {
        long steps = (long) Math.floor((toMiB - fromMiB) / stepMiB + SLACK);
        return LongStream.rangeClosed(0, steps)
                .map(step -> Math.round((fromMiB + step * stepMiB) * MIB))
                .toArray();
    }

    private static BadInputException bad(String what) {
        return new BadInputException(
                what, "cache capacity", "write FROM..TO:STEP in MiB, such as 24..1000:2, with 0 < FROM <= TO");
    }
}
