package macjoule.model.deltaplus;

import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;

/**
 * What handing in the results of a kernel takes. Parts of sums are in single precision, as tensor cores accumulate, and are found
 * in L2 again unless too much of them has come by.
 *
 * @param traffic bytes in all
 * @param elementBytes what an epilogue writes of each element of its tile
 * @param memoryShare bytes moved to or from memory for each that an epilogue writes
 * @param joinL2Bytes bytes that L2 moves outside of epilogues: clearing results, adding up parts
 * @param joinDramBytes bytes that memory moves outside of epilogues
 */
record OutputWork(
        OutputTraffic traffic, int elementBytes, double memoryShare, double joinL2Bytes, double joinDramBytes) {
    private static final int SUM_BYTES = 4;

    static OutputWork of(ConvDims layer, KernelSpec kernel, KernelLaunch launch, Residency l2) {
        double elements = (double) layer.gemm().m() * layer.gemm().n();
        double results = kernel.type().bytes() * elements;
        int split = kernel.schedule().split();
        if (launch.brokenTiles() > 0) {
            return streamK(results, launch.brokenTiles(), kernel, l2);
        }
        if (split == 1) {
            return new OutputWork(
                    new OutputTraffic(results, results, 0, 0), kernel.type().bytes(), 1, 0, 0);
        }
        return switch (kernel.schedule().sums()) {
            case WORKSPACE -> workspace(results, split * SUM_BYTES * elements, l2);
            case ATOMIC -> atomic(SUM_BYTES * elements, split, l2);
        };
    }

    /** All parts are written before the first is read again. */
    private static OutputWork workspace(double results, double parts, Residency l2) {
        double lost = 1 - l2.after(parts);
        return new OutputWork(
                new OutputTraffic(parts + results, parts * lost + results, parts, parts * lost),
                SUM_BYTES,
                lost,
                parts + results,
                parts * lost + results);
    }

    /** All results come by once between two additions to the same, which need it in L2 and leave it changed. */
    private static OutputWork atomic(double results, int split, Residency l2) {
        double moved = split * (1 - l2.after(results));
        return new OutputWork(
                new OutputTraffic((1 + split) * results, (1 + moved) * results, 0, moved * results),
                SUM_BYTES,
                (1 + 2 * moved) / split,
                results,
                0);
    }

    /** Each broken tile is written by the thread block that began it and read by the one that goes on with it. */
    private static OutputWork streamK(double results, long brokenTiles, KernelSpec kernel, Residency l2) {
        Tile tile = kernel.tile();
        double parts = (double) SUM_BYTES * tile.m() * tile.n() * brokenTiles;
        double spilt = parts * (1 - l2.after(parts));
        return new OutputWork(
                new OutputTraffic(results + parts, results + spilt, parts, spilt),
                kernel.type().bytes(),
                1,
                2 * parts,
                2 * spilt);
    }
}
