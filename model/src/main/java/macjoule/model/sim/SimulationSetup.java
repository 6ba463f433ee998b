package macjoule.model.sim;

import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;

/**
 * What to simulate: a layer, how it is cut into thread blocks, and the machine they run on.
 *
 * @param layer a convolution of a single group
 * @param tile outputs of a thread block and the step of its main loop
 * @param sms streaming multiprocessors
 * @param activeCtas thread blocks an SM runs at a time
 * @param l1 the L1 cache of one SM
 * @param l2 the L2 cache of the whole GPU
 * @param writes whether the outputs pass through L2 after each wave
 * @param order in which thread blocks are handed out
 * @param skew main loop iterations by which each further thread block of an SM lags the one before
 * @param privateL1 whether the thread blocks of an SM split its L1 rather than share it
 */
public record SimulationSetup(
        ConvDims layer,
        Tile tile,
        int sms,
        int activeCtas,
        CacheSize l1,
        CacheSize l2,
        boolean writes,
        CtaOrder order,
        int skew,
        boolean privateL1) {

    public SimulationSetup {
        requireOneGroup(layer);
        requireWarps(tile);
        requirePositive("SMs", sms);
        requirePositive("active thread blocks", activeCtas);
        if ((long) sms * activeCtas > 1 << 20) {
            throw new BadInputException(
                    sms + " SMs with " + activeCtas + " thread blocks each are too many",
                    "sms",
                    "give at most 2^20 in all");
        }
        if (skew < 0 || skew > 1 << 20) {
            throw new BadInputException("skew " + skew + " is out of range", "skew", "give 0 to 2^20 iterations");
        }
        if (privateL1) {
            l1.slice(activeCtas);
        }
    }

    /** A machine whose thread blocks run in step, column by column, share L1, and write their outputs. */
    public static SimulationSetup of(ConvDims layer, Tile tile, int sms, int activeCtas, CacheSize l1, CacheSize l2) {
        return new SimulationSetup(layer, tile, sms, activeCtas, l1, l2, true, CtaOrder.COLUMN, 0, false);
    }

    public SimulationSetup withLayer(ConvDims newLayer) {
        return new SimulationSetup(newLayer, tile, sms, activeCtas, l1, l2, writes, order, skew, privateL1);
    }

    public SimulationSetup withWrites(boolean newWrites) {
        return new SimulationSetup(layer, tile, sms, activeCtas, l1, l2, newWrites, order, skew, privateL1);
    }

    public SimulationSetup withOrder(CtaOrder newOrder) {
        return new SimulationSetup(layer, tile, sms, activeCtas, l1, l2, writes, newOrder, skew, privateL1);
    }

    public SimulationSetup withSkew(int newSkew) {
        return new SimulationSetup(layer, tile, sms, activeCtas, l1, l2, writes, order, newSkew, privateL1);
    }

    public SimulationSetup withPrivateL1(boolean newPrivate) {
        return new SimulationSetup(layer, tile, sms, activeCtas, l1, l2, writes, order, skew, newPrivate);
    }

    public SimulationSetup withCaches(CacheSize newL1, CacheSize newL2) {
        return new SimulationSetup(layer, tile, sms, activeCtas, newL1, newL2, writes, order, skew, privateL1);
    }

    /** Whether inputs, filters and outputs are small enough for every one of their lines to be told apart. */
    public boolean addressable() {
        return AddressMap.addressable(layer);
    }

    /** Thread blocks along M. */
    public long rows() {
        return (layer.gemm().m() + tile.m() - 1) / tile.m();
    }

    /** Thread blocks along N. */
    public long columns() {
        return (layer.gemm().n() + tile.n() - 1) / tile.n();
    }

    public long ctas() {
        return rows() * columns();
    }

    /** Main loop iterations of a thread block. */
    public int loops() {
        return Math.toIntExact((layer.gemm().k() + tile.k() - 1) / tile.k());
    }

    /** Thread blocks that run at a time. */
    public int slots() {
        return sms * activeCtas;
    }

    public long waves() {
        return (ctas() + slots() - 1) / slots();
    }

    /** Which tile of rows thread block {@code id} computes. */
    public long rowOf(long id) {
        return order == CtaOrder.COLUMN ? id % rows() : id / columns();
    }

    /** Which tile of columns thread block {@code id} computes. */
    public long columnOf(long id) {
        return order == CtaOrder.COLUMN ? id / rows() : id % columns();
    }

    private static void requireOneGroup(ConvDims layer) {
        if (layer.groups() != 1) {
            throw new BadInputException(
                    "a convolution of " + layer.groups() + " groups cannot be simulated",
                    layer.name(),
                    "simulate one of its groups: it is a convolution of its own");
        }
    }

    private static void requireWarps(Tile tile) {
        boolean dividesWarp = tile.k() <= 32 && 32 % tile.k() == 0;
        if (!dividesWarp || tile.m() % 32 != 0 || tile.n() % (32 / tile.k()) != 0) {
            throw new BadInputException(
                    "tile " + tile + " does not split into warps of 32 loads",
                    "tile",
                    "give an m that is a multiple of 32, a k of 1, 2, 4, 8, 16 or 32, and an n that is a multiple of 32/k");
        }
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new BadInputException(value + " " + what + " are not positive", what, "give 1 or more");
        }
    }
}
