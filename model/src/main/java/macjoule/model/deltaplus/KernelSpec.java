package macjoule.model.deltaplus;

import macjoule.model.BadInputException;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Tile;
import macjoule.model.gpu.GpuSpec;

/**
 * An implicit GEMM kernel as Ampere and later GPUs run them.
 *
 * @param tile what a thread block and its warps compute
 * @param stages buffers in shared memory, all but one of which are being filled
 * @param type what the matrices hold, and with it whether tensor cores multiply them
 * @param layout of inputs and filters
 * @param clusterM thread blocks of a cluster along M, which receive the same filters by multicast
 * @param clusterN thread blocks of a cluster along N, which receive the same inputs by multicast
 * @param schedule in which pieces and order the work is done
 * @param l2Partitions parts of L2, as A100 and H100 have two: each is the home of a part of memory, and keeps a copy of what
 *     its SMs read of the others'
 */
public record KernelSpec(
        Tile tile,
        int stages,
        ElementType type,
        Layout layout,
        int clusterM,
        int clusterN,
        KernelSchedule schedule,
        int l2Partitions) {
    private static final int THREADS_PER_SM = 2048;
    private static final int CTAS_PER_SM = 32;
    private static final int REGISTER_BYTES = 4;
    /** What CUDA lets a cluster have at most. */
    private static final int CTAS_PER_CLUSTER = 16;

    private static final int MOST_L2_PARTITIONS = 64;

    public KernelSpec {
        if (stages < 2) {
            throw new BadInputException(stages + " stages leave none to fill", "stages", "give 2 or more");
        }
        if (clusterM < 1 || clusterN < 1 || clusterM * (long) clusterN > CTAS_PER_CLUSTER) {
            throw new BadInputException(
                    "a cluster of " + clusterM + "x" + clusterN + " thread blocks",
                    "cluster",
                    "give positive sizes that make " + CTAS_PER_CLUSTER + " at most");
        }
        if (layout == Layout.NCHW && type.bytes() != ElementType.FP32.bytes()) {
            throw new BadInputException(
                    layout + " with elements of " + type.bytes() + " bytes",
                    "layout",
                    "use NHWC or elements of 4 bytes");
        }
        if (l2Partitions < 1 || l2Partitions > MOST_L2_PARTITIONS) {
            throw new BadInputException(
                    "an L2 cache of " + l2Partitions + " partitions",
                    "l2-partitions",
                    "give 1 to " + MOST_L2_PARTITIONS);
        }
    }

    /** Without clusters, scheduled as DeLTA has it, on an undivided L2. */
    public static KernelSpec of(Tile tile, int stages, ElementType type, Layout layout) {
        return new KernelSpec(tile, stages, type, layout, 1, 1, KernelSchedule.DEFAULT, 1);
    }

    public KernelSpec withTile(Tile value) {
        return new KernelSpec(value, stages, type, layout, clusterM, clusterN, schedule, l2Partitions);
    }

    public KernelSpec withCluster(int m, int n) {
        return new KernelSpec(tile, stages, type, layout, m, n, schedule, l2Partitions);
    }

    public KernelSpec withSchedule(KernelSchedule value) {
        return new KernelSpec(tile, stages, type, layout, clusterM, clusterN, value, l2Partitions);
    }

    public KernelSpec withL2Partitions(int partitions) {
        return new KernelSpec(tile, stages, type, layout, clusterM, clusterN, schedule, partitions);
    }

    /** Bytes one iteration of the main loop stages in shared memory. */
    public double stagedBytes() {
        return (double) type.bytes() * tile.stagedElements();
    }

    /** Loads of a thread block that are under way at a time. */
    public int loadsInFlight() {
        return stages - 1;
    }

    /** How many thread blocks an SM runs at a time, as a profiler told or else at least one, as compilers spill registers. */
    public int activeCtas(GpuSpec gpu) {
        Integer told = tile.ctasPerSm();
        if (told != null) {
            return told;
        }
        long shared = (long) (gpu.sharedBytesPerSm() / (stages * stagedBytes()));
        if (shared == 0) {
            throw new BadInputException(
                    stages + " stages of " + tile + " do not fit " + gpu.sharedBytesPerSm() + " bytes of shared memory",
                    "GPU " + gpu.name(),
                    "use fewer stages or a smaller tile");
        }
        long registers = gpu.registerBytesPerSm() / REGISTER_BYTES / ((long) tile.registers() * tile.threads());
        long threads = THREADS_PER_SM / tile.threads();
        return (int) Math.max(1, Math.min(Math.min(shared, registers), Math.min(threads, CTAS_PER_SM)));
    }
}
