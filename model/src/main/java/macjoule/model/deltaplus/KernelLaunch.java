package macjoule.model.deltaplus;

import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import macjoule.model.gpu.GpuSpec;

/**
 * The thread blocks of a kernel and what the busiest SM has of them. A piece of work is a tile of results, or one part of it where
 * sums are split; on a stream-K grid an SM has fractions of pieces.
 *
 * @param pieces of work in all
 * @param loops main loop iterations of a piece, of the longest where they differ
 * @param ctas thread blocks
 * @param piecesPerCta what a thread block does at most
 * @param piecesPerSm what an SM does at most
 * @param rounds how many pieces an SM does one after the other, as it does several at a time
 * @param brokenTiles tiles that a stream-K thread block leaves to the next to finish, counted once for each time
 */
public record KernelLaunch(
        long pieces, long loops, long ctas, double piecesPerCta, double piecesPerSm, double rounds, long brokenTiles) {

    static KernelLaunch of(ConvDims layer, KernelSpec kernel, GpuSpec gpu) {
        Tile tile = kernel.tile();
        long tiles = ceil(layer.gemm().m(), tile.m()) * ceil(layer.gemm().n(), tile.n());
        long iterations = ceil(layer.gemm().k(), tile.k());
        int split = kernel.schedule().split();
        if (split > iterations) {
            throw new BadInputException(
                    "a split in " + split + " parts of " + iterations + " main loop iterations",
                    layer.name(),
                    "split in " + iterations + " at most, or use a tile with a smaller k");
        }
        long slots = (long) gpu.smCount() * kernel.activeCtas(gpu);
        return switch (kernel.schedule().grid()) {
            case TILES -> whole(tiles * split, ceil(iterations, split), Long.MAX_VALUE, slots, gpu);
            case PERSISTENT -> whole(tiles * split, ceil(iterations, split), slots, slots, gpu);
            case STREAM_K -> streamK(tiles, iterations, slots, gpu);
        };
    }

    /**
     * Thread blocks that do whole pieces. Being persistent moves no work between SMs: those of a thread block are one grid apart,
     * which is a multiple of the number of SMs.
     */
    private static KernelLaunch whole(long pieces, long loops, long mostCtas, long slots, GpuSpec gpu) {
        long ctas = Math.min(pieces, mostCtas);
        return new KernelLaunch(
                pieces, loops, ctas, ceil(pieces, ctas), ceil(pieces, gpu.smCount()), ceil(pieces, slots), 0);
    }

    private static KernelLaunch streamK(long tiles, long loops, long slots, GpuSpec gpu) {
        long share = ceil(tiles * loops, slots);
        long ctas = ceil(tiles * loops, share);
        double pieces = (double) share / loops;
        // Thread block i starts at iteration i * share, which begins a tile wherever loops divides it.
        long between = ctas - 1;
        long broken = between - between / (loops / Alignment.gcd(share, loops));
        return new KernelLaunch(tiles, loops, ctas, pieces, ceil(ctas, gpu.smCount()) * pieces, pieces, broken);
    }

    private static long ceil(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
