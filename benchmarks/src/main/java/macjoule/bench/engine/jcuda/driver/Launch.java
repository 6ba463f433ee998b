package macjoule.bench.engine.jcuda.driver;

import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/** A kernel with everything it needs, ready to be started again and again. */
public final class Launch implements Work {
    private final Kernel kernel;
    private final Grid grid;
    private final Pointer arguments;

    Launch(Kernel kernel, Grid grid, Pointer arguments) {
        this.kernel = kernel;
        this.grid = grid;
        this.arguments = arguments;
    }

    @Override
    public void start(Gpu gpu) {
        gpu.launch(this);
    }

    int start(CUstream stream) {
        CUfunction function = kernel.function();
        return JCudaDriver.cuLaunchKernel(
                function,
                grid.x(),
                grid.y(),
                grid.z(),
                grid.threads(),
                1,
                1,
                kernel.sharedBytes(),
                stream,
                arguments,
                null);
    }

    @Override
    public String kernelName() {
        return kernel.name();
    }

    @Override
    public String toString() {
        return kernel.name() + " on " + grid;
    }
}
