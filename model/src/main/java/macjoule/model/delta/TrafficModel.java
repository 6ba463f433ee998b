package macjoule.model.delta;

import macjoule.model.gpu.GpuSpec;

/** Estimates what a layer reads at each level of the memory. */
public interface TrafficModel {

    /** The name on the command line. */
    String name();

    /** The bytes read by {@code layer}, which has a single group, run with {@code tile} on {@code gpu}. */
    Traffic traffic(ConvDims layer, Tile tile, GpuSpec gpu);

    /** Whether the L1 traffic is that of one reading of each matrix, not of one by every thread block. */
    default boolean readsMatricesOnce() {
        return false;
    }
}
