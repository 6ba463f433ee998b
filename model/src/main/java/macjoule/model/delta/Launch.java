package macjoule.model.delta;

/**
 * A layer's thread blocks on a GPU.
 *
 * @param rows thread blocks along M
 * @param columns thread blocks along N, of one group
 * @param ctas all thread blocks, of all groups
 * @param loops main loop iterations of each
 * @param activeCtas how many an SM runs at a time
 * @param ctasPerSm how many the busiest SM runs in all
 */
public record Launch(long rows, long columns, long ctas, long loops, int activeCtas, long ctasPerSm) {

    static Launch of(Gemm gemm, int groups, Tile tile, int activeCtas, int smCount) {
        long rows = Ceil.divide(gemm.m(), tile.m());
        long columns = Ceil.divide(gemm.n(), tile.n());
        long ctas = rows * columns * groups;
        return new Launch(rows, columns, ctas, Ceil.divide(gemm.k(), tile.k()), activeCtas, Ceil.divide(ctas, smCount));
    }
}
