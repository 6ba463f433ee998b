package macjoule.model.deltaplus;

import macjoule.model.delta.ConvDims;
import macjoule.model.delta.LevelTraffic;
import macjoule.model.delta.Occupancy;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.delta.TrafficModel;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.Window;
import macjoule.model.sim.SimulationSetup;

/** DeLTA+, a traffic model that samples what DeLTA has equations for. Single precision, NCHW, as DeLTA. */
public final class DeltaPlus implements TrafficModel {
    private static final int ELEMENT_BYTES = 4;

    private final DeltaPlusOptions options;

    public DeltaPlus(DeltaPlusOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "delta-plus";
    }

    @Override
    public Traffic traffic(ConvDims layer, Tile tile, GpuSpec gpu) {
        SimulationSetup setup = setup(layer, tile, gpu);
        LevelTraffic l2 = options.share() == 1 ? l2(setup) : l2Range(setup).at(options.share());
        return new Traffic(l1(setup, gpu.l1RequestBytes()), l2, memory(setup, l2));
    }

    @Override
    public String whyMoreFromL2(ConvDims layer, Tile tile) {
        return "both are sampled, each by itself, and L1 is of hardly any use to this layer";
    }

    @Override
    public String whyMoreFromMemory() {
        return "memory is counted in whole rows of inputs, what L2 delivers is sampled";
    }

    /**
     * The traffic of exactly the machine that {@code setup} describes.
     *
     * @param l1RequestBytes what an L1 request for inputs returns: 128 up to Pascal, 32 from Volta on
     */
    public static Traffic traffic(SimulationSetup setup, int l1RequestBytes) {
        LevelTraffic l2 = l2(setup);
        return new Traffic(l1(setup, l1RequestBytes), l2, memory(setup, l2));
    }

    /** How much is read from L2, whether or not the thread blocks of an SM run in step. */
    public L2Range l2Range(ConvDims layer, Tile tile, GpuSpec gpu) {
        return l2Range(setup(layer, tile, gpu));
    }

    private static L2Range l2Range(SimulationSetup setup) {
        LevelTraffic inStep = l2(setup.withPrivateL1(false));
        // A thread block that has an SM to itself shares with nobody.
        return new L2Range(inStep, setup.ctas() <= setup.sms() ? inStep : l2(setup.withPrivateL1(true)));
    }

    static LevelTraffic l1(SimulationSetup setup, int l1RequestBytes) {
        SimulationSetup part = addressablePart(setup);
        return scaled(RequestSample.of(part, l1RequestBytes), setup, part);
    }

    static LevelTraffic l2(SimulationSetup setup) {
        SimulationSetup part = addressablePart(setup);
        return scaled(L1Sample.of(part), setup, part);
    }

    /**
     * Inputs are counted in whole rows. Where strides pass over some, only what L2 delivers is asked for; elsewhere whole rows are
     * exact, and what L2 delivers is not, as it is sampled.
     */
    private static LevelTraffic memory(SimulationSetup setup, LevelTraffic l2) {
        LevelTraffic rows = MemoryReuse.of(setup, Operands.nchw(setup.layer()));
        return passesOver(setup.layer().window())
                ? new LevelTraffic(Math.min(rows.ifmap(), l2.ifmap()), rows.filter())
                : rows;
    }

    private static boolean passesOver(Window window) {
        return passesOver(window.kernelHeight(), window.strideHeight(), window.dilationHeight())
                || passesOver(window.kernelWidth(), window.strideWidth(), window.dilationWidth());
    }

    /** Unless the taps, which lie a dilation apart, meet every remainder of the stride. */
    private static boolean passesOver(int kernel, int stride, int dilation) {
        return kernel < stride || Alignment.gcd(stride, dilation) > 1;
    }

    /** As many of the images as can be told apart by their addresses; beyond that, one is like the other. */
    private static SimulationSetup addressablePart(SimulationSetup setup) {
        SimulationSetup part = setup;
        while (!part.addressable() && part.layer().batch() > 1) {
            part = part.withLayer(part.layer().withBatch(part.layer().batch() / 2));
        }
        return part;
    }

    private static LevelTraffic scaled(LevelTraffic traffic, SimulationSetup whole, SimulationSetup part) {
        double factor = (double) whole.layer().batch() / part.layer().batch();
        return new LevelTraffic(factor * traffic.ifmap(), factor * traffic.filter());
    }

    private SimulationSetup setup(ConvDims layer, Tile tile, GpuSpec gpu) {
        return options.setup(layer, tile, Occupancy.activeCtas(tile, gpu, ELEMENT_BYTES), gpu);
    }
}
