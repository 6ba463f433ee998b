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
}
