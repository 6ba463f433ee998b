package macjoule.model.training;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import macjoule.model.BadInputException;

/** Cache capacities in MiB, evenly spaced, both ends included where the step meets them. */
public record CapacityRange(int fromMiB, int toMiB, int stepMiB) {
    public static final long MIB = 1L << 20;
    /** The thesis' sweep. */
    public static final CapacityRange THESIS = new CapacityRange(24, 1000, 2);

    private static final int MOST = 100_000;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9})(?::(\\d{1,9}))?)?");

    public CapacityRange {
        if (fromMiB < 1 || toMiB < fromMiB || stepMiB < 1) {
            throw bad(fromMiB + ".." + toMiB + ":" + stepMiB + " is no range");
        }
        if ((toMiB - fromMiB) / stepMiB >= MOST) {
            throw new BadInputException(
                    "more than " + MOST + " capacities from " + fromMiB + " to " + toMiB + " MiB",
                    "cache capacity",
                    "take a larger step");
        }
    }

    /** Reads {@code 24..1000:2}, {@code 24..1000} in steps of 1, or {@code 24}. */
    public static CapacityRange parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw bad("'" + text + "' is no range");
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
        return new CapacityRange(from, to, matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3)));
    }

    public long[] bytes() {
        return LongStream.iterate(fromMiB, mib -> mib <= toMiB, mib -> mib + stepMiB)
                .map(mib -> mib * MIB)
                .toArray();
    }

    private static BadInputException bad(String what) {
        return new BadInputException(
                what, "cache capacity", "write FROM..TO:STEP in MiB, such as 24..1000:2, with 0 < FROM <= TO");
    }
}
