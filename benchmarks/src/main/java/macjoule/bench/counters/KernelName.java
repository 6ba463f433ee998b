package macjoule.bench.counters;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.calibration.record.CounterRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a kernel tells: how it convolves, on what elements, and how it cuts the product. Names of cuDNN are not
 * documented and carry prefixes that vary, so they are searched, not matched as a whole.
 *
 * @param algorithm null for helpers such as a change of layout, and for kernels not known
 * @param precision of the elements
 * @param layout of the inputs
 * @param tileM null where the name does not tell, as all of the tile
 */
record KernelName(
        @Nullable String algorithm,
        String precision,
        String layout,
        @Nullable Integer tileM,
        @Nullable Integer tileN,
        @Nullable Integer tileK) {
    static final String DIRECT = "direct";
    static final String GEMM = "gemm";

    private record Family(Pattern pattern, @Nullable String algorithm) {
        Family(String regex, @Nullable String algorithm) {
            this(Pattern.compile(regex), algorithm);
        }
    }

    /** The first that is found decides: what is no forward convolution comes before what its name would be taken for. */
    private static final List<Family> FAMILIES = List.of(
            new Family(
                    "computeoffsets|nchwtonhwc|nhwctonchw|^conv_offsets|^pack_filter|^reduce_splits|splitkreduce",
                    null),
            new Family("winograd", "winograd"),
            new Family("fft", "fft"),
            new Family("dgrad|stridedb", "backward-data"),
            new Family("wgrad", "backward-filter"),
            new Family("^conv_direct_|^depthwise_|conv2d_c1_k1|depthwise|direct_conv", DIRECT),
            new Family("^conv_(?:f32|tf32|f16|bf16)_\\d", CounterRecord.IMPLICIT_GEMM),
            new Family(
                    "scudnn_\\d|hcudnn_\\d|h884cudnn_|s884cudnn_|h1688cudnn_|s1688cudnn_", CounterRecord.IMPLICIT_GEMM),
            new Family("implicit_gemm|implicit_convolve_|precomputed_convolve_|fprop", CounterRecord.IMPLICIT_GEMM),
            new Family("gemm", GEMM));

    private static final List<Pattern> TILES = List.of(
            Pattern.compile("^conv_(?:f32|tf32|f16|bf16)_(\\d+)x(\\d+)x(\\d+)"),
            Pattern.compile("tilesize(\\d+)x(\\d+)x(\\d+)"),
            Pattern.compile("cudnn_(\\d+)x(\\d+)()"),
            // M x N, then K and the stages of its pipeline.
            Pattern.compile("_(\\d+)x(\\d+)_(\\d+)x\\d+_(?:nhwc|tn|nn|nt)"),
            Pattern.compile("[sh]gemm_(\\d+)x(\\d+)()_"));

    private static final Pattern HALF = Pattern.compile("(?<![bt])f16|fp16|hcudnn|hgemm|__half|h884|h1688");

    static KernelName decode(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        String algorithm = algorithm(text);
        String precision = precision(text);
        String layout = text.contains("nhwc") || text.matches("conv_(?:tf32|f16|bf16)_\\d.*") ? "nhwc" : "nchw";
        boolean product = CounterRecord.IMPLICIT_GEMM.equals(algorithm) || GEMM.equals(algorithm);
        if (product) {
            for (Pattern pattern : TILES) {
                Matcher matcher = pattern.matcher(text);
                if (matcher.find()) {
                    return new KernelName(
                            algorithm, precision, layout, size(matcher, 1), size(matcher, 2), size(matcher, 3));
                }
            }
        }
        return new KernelName(algorithm, precision, layout, null, null, null);
    }

    private static @Nullable String algorithm(String text) {
        return FAMILIES.stream()
                .filter(family -> family.pattern().matcher(text).find())
                .findFirst()
                .map(Family::algorithm)
                .orElse(null);
    }

    private static String precision(String text) {
        if (text.contains("bf16")) {
            return "bf16";
        }
        if (text.contains("tf32")) {
            return "tf32";
        }
        return HALF.matcher(text).find() ? "fp16" : "fp32";
    }

    private static @Nullable Integer size(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text.isEmpty() ? null : Integer.valueOf(text);
    }
}
