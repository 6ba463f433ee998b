package macjoule.bench.engine.jcuda.driver;

import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.JCudaDriver;

/** A function of a module, with the shared memory that each of its blocks is given at its start. */
public final class Kernel {
    private final String name;
    private final CUfunction function;
    private final int sharedBytes;

    Kernel(String name, CUfunction function, int sharedBytes) {
        this.name = name;
        this.function = function;
        this.sharedBytes = sharedBytes;
    }

    public String name() {
        return name;
    }

    CUfunction function() {
        return function;
    }

    int sharedBytes() {
        return sharedBytes;
    }

    /** Asks for as much L1 cache as there can be where it shares its place with shared memory. */
    public Kernel withLargestL1() {
        // A wish: a GPU whose L1 has a place of its own need not know it.
        JCudaDriver.cuFuncSetAttribute(
                function, CUfunction_attribute.CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT, 0);
        return this;
    }

    public Launch launch(Grid grid, Arguments arguments) {
        return new Launch(this, grid, arguments.pointer());
    }
}
