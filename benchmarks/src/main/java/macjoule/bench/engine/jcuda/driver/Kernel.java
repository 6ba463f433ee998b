package macjoule.bench.engine.jcuda.driver;

import jcuda.driver.CUfunction;

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

    public Launch launch(Grid grid, Arguments arguments) {
        return new Launch(this, grid, arguments.pointer());
    }
}
