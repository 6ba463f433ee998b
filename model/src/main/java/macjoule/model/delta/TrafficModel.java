package macjoule.model.delta;

import macjoule.model.gpu.GpuSpec;

/** Estimates what a layer reads at each level of the memory. */
public interface TrafficModel {

    String BY_ITSELF = "the traffic of each level is estimated by itself";

    /** The name on the command line. */
    String name();

    /** The bytes read by {@code layer}, which has a single group, run with {@code tile} on {@code gpu}. */
    Traffic traffic(ConvDims layer, Tile tile, GpuSpec gpu);

    /** Why more may be said to be read from L2 than through L1. */
    default String whyMoreFromL2(ConvDims layer, Tile tile) {
        return BY_ITSELF;
    }

    /** Why more may be said to be read from memory than from L2. */
    default String whyMoreFromMemory() {
        return BY_ITSELF;
    }

    /** Whether the L1 traffic is that of one reading of each matrix, not of one by every thread block. */
    default boolean readsMatricesOnce() {
        return false;
    }
}
