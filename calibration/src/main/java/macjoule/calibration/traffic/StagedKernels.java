package macjoule.calibration.traffic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.calibration.record.CounterRecord;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Tile;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.deltaplus.Layout;
import org.jspecify.annotations.Nullable;

/**
 * Kernels that load ahead in stages, as the names of our own and of cuDNN describe them: tile, stages, and where they say so how
 * the warps share the tile. Names of cuDNN are not documented and carry prefixes that vary, so they are searched.
 */
final class StagedKernels {
    private static final int WARP = 32;
    private static final int MOST_REGISTERS = 255;
    private static final int OTHER_REGISTERS = 64;

    /** The kernels of the jcuda engines have four stages, but for one tile of which two blocks are to share a multiprocessor. */
    private static final int OWN_STAGES = 4;

    private static final int OWN_FEWER_STAGES = 3;

    /** What a stage of a kernel holds of each row where groups of four warps multiply; where single warps do it is half of that. */
    private static final int GROUP_ROW_BYTES = 128;

    private static final int VECTOR_BYTES = 16;

    private static final int GROUP_ROWS = 64;
    private static final int GROUP_WARPS = 4;

    private static final Pattern OWN = Pattern.compile("^conv_(?:tf32|f16|bf16)_(\\d+)x(\\d+)x(\\d+)");
    /** M x N x K, stages, warps along M, N and K. */
    private static final Pattern XMMA =
            Pattern.compile("tilesize(\\d+)x(\\d+)x(\\d+)_stage(\\d+)(?:_warpsize(\\d+)x(\\d+)x(\\d+))?");
    /** M x N, then K x stages. */
    private static final Pattern CUTLASS = Pattern.compile("_(\\d+)x(\\d+)_(\\d+)x(\\d+)_(?:nhwc|tn|nn|nt)");

    private static final List<String> PRECISIONS = List.of("fp32", "tf32", "fp16", "bf16");

    private StagedKernels() {}

    /** A kernel, or why it cannot be described. */
    record Described(@Nullable KernelSpec kernel, @Nullable String reason) {
        Optional<KernelSpec> known() {
            return Optional.ofNullable(kernel);
        }
    }

    static Described describe(CounterRecord record) {
        if (!PRECISIONS.contains(record.precision())) {
            return new Described(null, "no model multiplies " + record.precision());
        }
        Layout layout = switch (record.layout()) {
            case "nhwc" -> Layout.NHWC;
            case "nchw" -> Layout.NCHW;
            default -> null;
        };
        if (layout == null) {
            return new Described(null, "no model reads inputs in " + record.layout());
        }
        ElementType type = type(record.precision());
        if (layout == Layout.NCHW && type.bytes() != ElementType.FP32.bytes()) {
            return new Described(null, "staged kernels of two-byte elements read nhwc");
        }
        String name = String.valueOf(record.kernel()).toLowerCase(Locale.ROOT);
        return described(name, type, layout);
    }

    /**
     * The layer as its kernel has it. Where ours load whole vectors of an image that has fewer channels, it was laid out with zeros
     * for the others.
     */
    static ConvDims asLoaded(ConvDims layer, CounterRecord record) {
        Matcher own = OWN.matcher(String.valueOf(record.kernel()));
        int channels = layer.input().channels();
        int vector = VECTOR_BYTES / type(record.precision()).bytes();
        if (!own.matches() || layer.groups() > 1 || channels % vector == 0) {
            return layer;
        }
        int loaded = (channels + vector - 1) / vector * vector;
        return new ConvDims(
                layer.name(),
                layer.batch(),
                layer.input().withChannels(loaded),
                layer.filters(),
                layer.window(),
                layer.groups());
    }

    private static Described described(String name, ElementType type, Layout layout) {
        Matcher own = OWN.matcher(name);
        if (own.find()) {
            int m = size(own, 1);
            int n = size(own, 2);
            int k = size(own, 3);
            return k * type.bytes() == GROUP_ROW_BYTES
                    ? staged(groupTile(m, n, k), m * n == 128 * 128 ? OWN_FEWER_STAGES : OWN_STAGES, type, layout)
                    : staged(ownTile(m, n, k), OWN_STAGES, type, layout);
        }
        Matcher xmma = XMMA.matcher(name);
        if (xmma.find()) {
            return staged(tile(xmma), size(xmma, 4), type, layout);
        }
        Matcher cutlass = CUTLASS.matcher(name);
        if (cutlass.find()) {
            return staged(
                    Tile.of(size(cutlass, 1), size(cutlass, 2), size(cutlass, 3)), size(cutlass, 4), type, layout);
        }
        return new Described(null, "the name of its kernel does not tell tile and stages");
    }

    private static Described staged(Tile tile, int stages, ElementType type, Layout layout) {
        return stages < 2
                ? new Described(null, "the name of its kernel does not tell how many stages it has")
                : new Described(KernelSpec.of(tile, stages, type, layout), null);
    }

    private static Tile tile(Matcher xmma) {
        int m = size(xmma, 1);
        int n = size(xmma, 2);
        int k = size(xmma, 3);
        if (xmma.group(5) == null) {
            return Tile.of(m, n, k);
        }
        int alongM = size(xmma, 5);
        int alongN = size(xmma, 6);
        return tile(m, n, k, m / alongM, n / alongN, WARP * alongM * alongN * size(xmma, 7));
    }

    /** Warps of our own kernels compute up to 64 x 64 outputs, and at least four share a tile. */
    private static Tile ownTile(int m, int n, int k) {
        int warpM = Math.min(64, m / 2);
        int warpN = Math.min(64, n / 2);
        return tile(m, n, k, warpM, warpN, WARP * (m / warpM) * (n / warpN));
    }

    /** A group multiplies 64 rows by all columns, reading both from shared memory. */
    private static Tile groupTile(int m, int n, int k) {
        return tile(m, n, k, GROUP_ROWS, n, WARP * GROUP_WARPS * (m / GROUP_ROWS));
    }

    private static Tile tile(int m, int n, int k, int warpM, int warpN, int threads) {
        int registers = Math.min(MOST_REGISTERS, m * n / threads + OTHER_REGISTERS);
        return new Tile(m, n, k, warpM, warpN, threads, registers);
    }

    /** BF16 takes as many bytes as FP16, and tensor cores multiply both at one rate. */
    private static ElementType type(String precision) {
        return precision.equals("bf16") ? ElementType.FP16 : ElementType.valueOf(precision.toUpperCase(Locale.ROOT));
    }

    private static int size(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
