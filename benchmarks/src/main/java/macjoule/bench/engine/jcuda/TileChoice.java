package macjoule.bench.engine.jcuda;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the kernel of every convolution can be fixed in place of the fastest being found: a size such as 128x64x4, or 128x64x4/3 for
 * sums in three parts, or {@link #DIRECT} or {@link #DELTA}.
 */
public final class TileChoice {
    /** The system property. */
    public static final String PROPERTY = "macjoule.jcuda.tile";

    /** The kernel that computes each output on its own. */
    public static final String DIRECT = "direct";

    /** The tile that DeLTA assumes for the layer. */
    static final String DELTA = "delta";

    /** The fastest, which is found by trying. */
    static final String BEST = "auto";

    private static final Pattern IN_PARTS = Pattern.compile("(.*)/([1-9]\\d?)");

    private TileChoice() {}

    /** What the property has to be for a tile, by its size, and sums in so many parts. */
    public static String of(String size, int parts) {
        return parts == 1 ? size : size + "/" + parts;
    }

    /** Empty for the best. */
    static Optional<Wanted> ofThisProcess() {
        String text = System.getProperty(PROPERTY, BEST);
        if (text.equals(BEST)) {
            return Optional.empty();
        }
        Matcher parts = IN_PARTS.matcher(text);
        return Optional.of(
                parts.matches()
                        ? new Wanted(text, parts.group(1), Integer.parseInt(parts.group(2)))
                        : new Wanted(text, text, 1));
    }

    /** Whether each output is to be computed on its own. */
    static boolean isDirect() {
        return DIRECT.equals(System.getProperty(PROPERTY));
    }

    /**
     * One that was asked for.
     *
     * @param text as it was asked for
     */
    record Wanted(String text, String tile, int parts) {}
}
