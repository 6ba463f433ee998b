package macjoule.model.deltaplus;

import macjoule.model.delta.ConvDims;
import macjoule.model.delta.LevelTraffic;
import macjoule.model.sim.CtaOrder;
import macjoule.model.sim.SimulationSetup;

/**
 * Bytes a {@link KernelSpec} reads from memory. The parts of a split sum follow one another, each with channels of its own and so
 * nothing in common; the column groups of a swizzle follow one another and read the same inputs.
 */
final class KernelMemory {
    private final KernelSpec kernel;

    private KernelMemory(KernelSpec kernel) {
        this.kernel = kernel;
    }

    static LevelTraffic reads(SimulationSetup setup, KernelSpec kernel) {
        ConvDims layer = setup.layer();
        int channels = layer.input().channels();
        int parts = Math.min(kernel.schedule().split(), channels);
        int ofPart = -Math.floorDiv(-channels, parts);
        ConvDims part = new ConvDims(
                layer.name(), layer.batch(), layer.input().withChannels(ofPart), layer.filters(), layer.window(), 1);
        LevelTraffic read = new KernelMemory(kernel).swizzled(setup.withLayer(part));
        double factor = (double) channels / ofPart;
        return new LevelTraffic(read.ifmap() * factor, read.filter() * factor);
    }

    private LevelTraffic swizzled(SimulationSetup setup) {
        int width = kernel.schedule().swizzle();
        if (width == 1) {
            return MemoryReuse.of(setup, operands(setup.layer()));
        }
        ColumnGroups groups = ColumnGroups.of(setup, width);
        LevelTraffic full = group(setup, groups.filters());
        double rest = groups.rest() == 0 ? 0 : group(setup, groups.rest()).filter();
        // Groups of the same wave run side by side and read their inputs together.
        long passes = Math.min(groups.full() + (groups.rest() == 0 ? 0 : 1), setup.waves());
        return new LevelTraffic(
                full.ifmap() * (1 + (passes - 1) * missedByNextGroup(setup, groups.filters())),
                full.filter() * groups.full() + rest);
    }

    private LevelTraffic group(SimulationSetup setup, int filters) {
        ConvDims layer = ColumnGroups.withFilters(setup.layer(), filters);
        return MemoryReuse.of(setup.withLayer(layer).withOrder(CtaOrder.ROW), operands(layer));
    }

    /** How likely an input is gone after all others, and the filters and results of a group, have come by. */
    private double missedByNextGroup(SimulationSetup setup, int filters) {
        double m = setup.layer().gemm().m();
        double k = setup.layer().gemm().k();
        double inputs = operands(setup.layer()).lines().bytes(0, m);
        double others = kernel.type().bytes() * (m + k) * filters;
        return 1 - new Residency(setup.l2()).after(inputs + others);
    }

    private Operands operands(ConvDims layer) {
        if (kernel.layout() == Layout.NCHW) {
            return Operands.nchw(layer);
        }
        int depth = Math.min(kernel.tile().k(), layer.input().channels());
        return Operands.nhwc(layer, kernel.type().bytes(), depth);
    }
}
