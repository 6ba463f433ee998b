package macjoule.bench.counters;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.bench.engine.jcuda.TileChoice;

/**
 * What computed a layer, as a run has it on record.
 *
 * @param text the kernel or the algorithm of a library, and what else is on record of it
 * @param setting the system property, as {@code name=value}, that has it computed by the same again
 */
record TimedKernel(String text, String setting) {
    /** The property of the engines on cuDNN. */
    private static final String ALGORITHM = "macjoule.cudnn.algorithm";

    private static final Pattern OWN =
            Pattern.compile("conv_(?:f32|tf32|f16|bf16)_(\\d+x\\d+x\\d+)\\w*(?:, sums in (\\d+) parts)?(?:, .*)?");
    private static final Pattern DIRECT = Pattern.compile("conv_direct_\\w+");
    private static final Pattern CUDNN = Pattern.compile("cuDNN \\S+ ([a-z-]+)");

    /** Empty for what helps a kernel, and where there is nothing to choose. */
    static Optional<TimedKernel> parse(String text) {
        Matcher own = OWN.matcher(text);
        if (own.matches()) {
            String parts = own.group(2);
            String choice = TileChoice.of(own.group(1), parts == null ? 1 : Integer.parseInt(parts));
            return Optional.of(new TimedKernel(text, TileChoice.PROPERTY + "=" + choice));
        }
        if (DIRECT.matcher(text).matches()) {
            return Optional.of(new TimedKernel(text, TileChoice.PROPERTY + "=" + TileChoice.DIRECT));
        }
        Matcher cudnn = CUDNN.matcher(text);
        return cudnn.matches()
                ? Optional.of(new TimedKernel(text, ALGORITHM + "=" + cudnn.group(1)))
                : Optional.empty();
    }

    /** Whether it was launched. What a library launches has names that nobody knows, so that only own kernels can be missed. */
    boolean isAmong(Collection<String> launched) {
        return !text.startsWith("conv_") || launched.contains(text.replaceAll(",.*", ""));
    }
}
