package macjoule.model.deltaplus;

import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Gemm;
import macjoule.model.delta.LevelTraffic;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.Window;
import macjoule.model.sim.CtaOrder;
import macjoule.model.sim.SimulationSetup;

/**
 * Bytes a {@link KernelSpec} reads. With the channels innermost a thread loads 16 bytes of them at once, so requests bring little
 * beyond what is used; asynchronous copies pass L1 by, so that L2 sees every load but those a cluster shares.
 */
final class KernelTraffic {
    private static final int SECTOR_BYTES = 32;
    /** Depth to describe thread blocks to the wave model with; it does not depend on it. */
    private static final int ANY_DEPTH = 32;

    private final ConvDims layer;
    private final KernelSpec kernel;
    private final GpuSpec gpu;
    private final SimulationSetup setup;

    private KernelTraffic(KernelSpec kernel, GpuSpec gpu, SimulationSetup setup) {
        this.layer = setup.layer();
        this.kernel = kernel;
        this.gpu = gpu;
        this.setup = setup;
    }

    /** The machine that runs the kernel; what is shared has the room of one L2 partition, as each keeps its own copy. */
    static SimulationSetup setup(ConvDims layer, KernelSpec kernel, GpuSpec gpu) {
        Tile tile = kernel.tile();
        int depth = kernel.layout() == Layout.NCHW ? tile.k() : ANY_DEPTH;
        SimulationSetup whole =
                DeltaPlusOptions.DEFAULT.setup(layer, Tile.of(tile.m(), tile.n(), depth), kernel.activeCtas(gpu), gpu);
        return kernel.l2Partitions() == 1
                ? whole
                : whole.withCaches(whole.l1(), L2Partitions.roomForShared(whole.l2(), kernel.l2Partitions()));
    }

    static Traffic of(KernelSpec kernel, GpuSpec gpu, SimulationSetup setup) {
        KernelTraffic traffic = new KernelTraffic(kernel, gpu, setup);
        LevelTraffic memory = KernelMemory.reads(setup, kernel);
        return kernel.layout() == Layout.NHWC ? traffic.nhwc(memory) : traffic.nchw(memory);
    }

    private Traffic nchw(LevelTraffic memory) {
        return new Traffic(DeltaPlus.l1(setup, gpu.l1RequestBytes()), multicast(loadsPastL1()), memory);
    }

    private LevelTraffic loadsPastL1() {
        int width = kernel.schedule().swizzle();
        if (width == 1) {
            return DeltaPlus.l2(setup);
        }
        ColumnGroups groups = ColumnGroups.of(setup, width);
        LevelTraffic full = loadsPastL1(groups.filters());
        LevelTraffic rest = groups.rest() == 0 ? new LevelTraffic(0, 0) : loadsPastL1(groups.rest());
        return new LevelTraffic(
                full.ifmap() * groups.full() + rest.ifmap(), full.filter() * groups.full() + rest.filter());
    }

    private LevelTraffic loadsPastL1(int filters) {
        return DeltaPlus.l2(
                setup.withLayer(ColumnGroups.withFilters(layer, filters)).withOrder(CtaOrder.ROW));
    }

    private Traffic nhwc(LevelTraffic memory) {
        LevelTraffic loads = new LevelTraffic(inputLoads(), filterLoads());
        return new Traffic(loads, multicast(loads), memory);
    }

    /** What a cluster receives once stands for all of its thread blocks along the other axis. */
    private LevelTraffic multicast(LevelTraffic single) {
        return new LevelTraffic(
                single.ifmap() / Math.min(kernel.clusterN(), setup.columns()),
                single.filter() / Math.min(kernel.clusterM(), setup.rows()));
    }

    /** Padding is not loaded; the channels of a position are loaded in runs as deep as the tile. */
    private double inputLoads() {
        Gemm gemm = layer.gemm();
        Window window = layer.window();
        double inside = insideShare(
                        layer.input().height(),
                        layer.outHeight(),
                        window.kernelHeight(),
                        window.strideHeight(),
                        window.dilationHeight(),
                        window.padding().top())
                * insideShare(
                        layer.input().width(),
                        layer.outWidth(),
                        window.kernelWidth(),
                        window.strideWidth(),
                        window.dilationWidth(),
                        window.padding().left());
        double used = (double) kernel.type().bytes() * gemm.m() * gemm.k() * inside;
        return used * waste(layer.input().channels()) * setup.columns();
    }

    private double filterLoads() {
        Gemm gemm = layer.gemm();
        double used = (double) kernel.type().bytes() * gemm.n() * gemm.k();
        return used * waste(gemm.k()) * setup.rows();
    }

    /** Bytes of sectors over bytes used, of runs of a tile's depth in rows of {@code rowLength} elements. */
    private double waste(long rowLength) {
        int bytes = kernel.type().bytes();
        int grain = Alignment.gcd(SECTOR_BYTES, (int) (rowLength * bytes % SECTOR_BYTES));
        double run = (double) bytes * Math.min(kernel.tile().k(), rowLength);
        // A depth that is no multiple of the alignment still starts on it only where a row does.
        grain = Alignment.gcd(grain, (int) run % SECTOR_BYTES);
        return Alignment.touched(run, SECTOR_BYTES, grain) / run;
    }

    /** Share of the taps of an axis that fall on data rather than padding. */
    private static double insideShare(int size, int outputs, int kernel, int stride, int dilation, int before) {
        long inside = 0;
        for (int tap = 0; tap < kernel; tap++) {
            int shift = before - tap * dilation;
            int first = Math.max(0, Math.floorDiv(shift + stride - 1, stride));
            int last = Math.min(outputs - 1, Math.floorDiv(size - 1 + shift, stride));
            inside += Math.max(0, last - first + 1);
        }
        return (double) inside / ((long) outputs * kernel);
    }
}
