package macjoule.bench.engine.jcuda;

import macjoule.bench.engine.jcuda.driver.Arguments;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.driver.Grid;
import macjoule.bench.engine.jcuda.driver.Launch;

/** Launches of kernels whose threads stride over all there is to do, so that any number of blocks will do. */
final class Helpers {
    static final int THREADS = 256;

    /** Enough blocks for each multiprocessor to hide the latency of memory. */
    private static final int BLOCKS_PER_MULTIPROCESSOR = 32;

    private final Gpu gpu;

    Helpers(Gpu gpu) {
        this.gpu = gpu;
    }

    /**
     * @param work how many threads would have something to do
     */
    Launch striding(String kernel, long work, Arguments arguments) {
        long blocks = (work + THREADS - 1) / THREADS;
        int most = BLOCKS_PER_MULTIPROCESSOR * gpu.identity().multiprocessors();
        return blocks(kernel, Math.max(1, Math.min(blocks, most)), arguments);
    }

    Launch blocks(String kernel, long blocks, Arguments arguments) {
        Grid grid = new Grid(Math.toIntExact(blocks), 1, 1, THREADS);
        return gpu.kernels().kernel(kernel, 0).launch(grid, arguments);
    }
}
