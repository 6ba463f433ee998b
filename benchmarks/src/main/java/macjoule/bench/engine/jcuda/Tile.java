package macjoule.bench.engine.jcuda;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.delta.TileSelector;

/**
 * The part of a convolution's matrix product that one block computes.
 *
 * @param rows along images, rows and columns of the output
 * @param columns along the filters
 * @param depth how much of the sum is in shared memory at a time
 * @param sharedBytes of shared memory that the kernel is given at the start
 * @param anyChannels whether it can take channels that do not fill its loads
 */
record Tile(int rows, int columns, int depth, int threads, int sharedBytes, boolean anyChannels) {
    /** The first three are those of Lym et al., "DeLTA", ISPASS 2019. */
    static final List<Tile> PLAIN = List.of(
            plain(128, 128, 8, 256),
            plain(128, 64, 4, 128),
            plain(128, 32, 4, 128),
            plain(128, 64, 8, 128),
            plain(128, 32, 8, 128),
            plain(64, 64, 8, 128));

    private static Tile plain(int rows, int columns, int depth, int threads) {
        return new Tile(rows, columns, depth, threads, 0, true);
    }

    /**
     * Those of one GPU.
     *
     * @param elements that 64 bytes hold
     * @param byGroups whether it multiplies matrices of whole groups of warps
     */
    static List<Tile> tensorCores(int elements, boolean byGroups) {
        List<Tile> all = new ArrayList<>(warps(elements));
        if (byGroups) {
            all.addAll(groups(2 * elements));
        }
        return all;
    }

    private static List<Tile> warps(int depth) {
        return List.of(
                new Tile(128, 128, depth, 128, 65_536, false),
                new Tile(256, 128, depth, 256, 98_304, false),
                new Tile(128, 64, depth, 128, 49_152, false),
                new Tile(64, 64, depth, 128, 32_768, false),
                new Tile(128, 64, depth, 128, 49_152, true));
    }

    private static List<Tile> groups(int depth) {
        return List.of(
                new Tile(128, 256, depth, 256, 196_608, false),
                new Tile(256, 128, depth, 512, 196_608, false),
                new Tile(128, 128, depth, 256, 98_304, false),
                new Tile(128, 64, depth, 256, 98_304, false));
    }

    /** The tile that DeLTA gives a convolution of so many filters, by the rule that its models here take for granted too. */
    static Tile ofDelta(int filters) {
        String size = TileSelector.FIG6.select(filters).toString();
        return PLAIN.stream()
                .filter(tile -> tile.size().equals(size))
                .findFirst()
                .orElseThrow();
    }

    /** As the names of kernels hold it. */
    String size() {
        return rows + "x" + columns + "x" + depth;
    }
}
