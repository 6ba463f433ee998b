package macjoule.model.delta;

import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuSpec;

/** How many thread blocks an SM runs at a time. */
public final class Occupancy {
    private static final int THREADS_PER_SM = 2048;
    private static final int THREADS_PER_CTA = 1024;
    private static final int CTAS_PER_SM = 32;
    private static final int REGISTER_BYTES = 4;
    /** One buffer is filled while the other is used. */
    private static final int BUFFERS = 2;

    private Occupancy() {}

    /**
     * The most thread blocks that registers, shared memory, threads and block slots of an SM allow. A tile that needs more
     * registers than there are still runs one, as compilers spill; one with too many threads or too large for shared memory
     * cannot run. What a profiler told of the tile's kernel goes before all that.
     */
    public static int activeCtas(Tile tile, GpuSpec gpu, int elementBytes) {
        Integer told = tile.ctasPerSm();
        if (told != null) {
            return told;
        }
        if (tile.threads() > THREADS_PER_CTA) {
            throw new BadInputException(
                    "tile " + tile + " needs " + tile.threads() + " threads",
                    "GPU " + gpu.name(),
                    "use a smaller tile: a thread block has " + THREADS_PER_CTA + " threads at most");
        }
        long shared = gpu.sharedBytesPerSm() / (BUFFERS * tile.stagedElements() * elementBytes);
        if (shared == 0) {
            throw new BadInputException(
                    "tile " + tile + " does not fit " + gpu.sharedBytesPerSm() + " bytes of shared memory",
                    "GPU " + gpu.name(),
                    "use a smaller tile or give the GPU more shared memory");
        }
        long most = Math.min(Math.min(byRegisters(tile, gpu), shared), Math.min(byThreads(tile), CTAS_PER_SM));
        return (int) Math.max(1, most);
    }

    /** Whether one thread block needs more registers than an SM has. */
    static boolean spills(Tile tile, GpuSpec gpu) {
        return tile.ctasPerSm() == null && byRegisters(tile, gpu) == 0;
    }

    private static long byRegisters(Tile tile, GpuSpec gpu) {
        return gpu.registerBytesPerSm() / REGISTER_BYTES / ((long) tile.registers() * tile.threads());
    }

    private static long byThreads(Tile tile) {
        return THREADS_PER_SM / tile.threads();
    }
}
