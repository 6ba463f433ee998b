package macjoule.model.deltaplus;

import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.CacheSize;
import macjoule.model.sim.CtaOrder;
import macjoule.model.sim.SimulationSetup;

/**
 * What DeLTA+ assumes of a GPU beyond its data sheet.
 *
 * @param share how far the thread blocks of an SM run in step and so find each other's data in L1: 1 in step, 0 not at all.
 *     The one thing to calibrate on hardware.
 * @param order in which thread blocks are handed out
 * @param skew main loop iterations by which each further thread block of an SM lags, of those that share
 * @param l1Ways associativity of L1
 * @param l2Ways associativity of L2
 */
public record DeltaPlusOptions(double share, CtaOrder order, int skew, int l1Ways, int l2Ways) {
    public static final DeltaPlusOptions DEFAULT = new DeltaPlusOptions(1, CtaOrder.COLUMN, 0, 4, 16);

    public DeltaPlusOptions {
        if (!(share >= 0 && share <= 1)) {
            throw new BadInputException("share " + share + " is out of range", "share", "give a value from 0 to 1");
        }
    }

    public DeltaPlusOptions withShare(double value) {
        return new DeltaPlusOptions(value, order, skew, l1Ways, l2Ways);
    }

    public DeltaPlusOptions withOrder(CtaOrder value) {
        return new DeltaPlusOptions(share, value, skew, l1Ways, l2Ways);
    }

    public DeltaPlusOptions withSkew(int value) {
        return new DeltaPlusOptions(share, order, value, l1Ways, l2Ways);
    }

    /** {@code gpu} as a machine to simulate or to model. */
    public SimulationSetup setup(ConvDims layer, Tile tile, int activeCtas, GpuSpec gpu) {
        CacheSize l1 = wholeSets(gpu.l1BytesPerSm(), l1Ways);
        CacheSize l2 = wholeSets(gpu.l2Bytes(), l2Ways);
        return new SimulationSetup(layer, tile, gpu.smCount(), activeCtas, l1, l2, true, order, skew, false);
    }

    /** The largest cache of whole sets within {@code bytes}. */
    private static CacheSize wholeSets(long bytes, int ways) {
        long setBytes = 128L * ways;
        return new CacheSize(Math.max(1, bytes / setBytes) * setBytes, ways);
    }
}
