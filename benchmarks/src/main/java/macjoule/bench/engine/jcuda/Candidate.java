package macjoule.bench.engine.jcuda;

import org.jspecify.annotations.Nullable;

/**
 * One way to compute a convolution.
 *
 * @param tile null for the kernel that computes each output on its own
 * @param splits into how many parts each sum is split, so that small layers keep a large GPU busy
 */
record Candidate(@Nullable Tile tile, int splits) {
    static final Candidate DIRECT = new Candidate(null, 1);

    /** The kernel that does the products. */
    String kernel(ConvolutionShape shape, Precision precision) {
        return tile == null
                ? "conv_direct_" + precision.maps()
                : "conv_" + precision.products() + "_" + tile.size()
                        + Loader.of(shape, precision, tile).suffix();
    }

    /** What else is to be told of it; empty if there is nothing. */
    String note() {
        return splits > 1 ? ", sums in " + splits + " parts" : "";
    }
}
