package macjoule.bench.engine.cudnn;

import java.util.Map;
import java.util.function.Supplier;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.cuda.HostLibraries;
import macjoule.bench.engine.jcuda.ConvolutionLibrary;
import macjoule.bench.engine.jcuda.JcudaEngine;
import macjoule.bench.engine.jcuda.Precision;

/** The libraries of NVIDIA in one precision. Layers that they do not compute are left to own kernels. */
abstract class LibraryEngine extends JcudaEngine {

    LibraryEngine(String name, String description, Precision precision) {
        super(name, description, precision);
    }

    @Override
    public Availability probe() {
        Availability gpu = super.probe();
        return gpu.available() ? new HostBindings(HostLibraries.ofThisHost()).probe() : gpu;
    }

    /** The library has kernels of its own, which it chooses by itself. */
    @Override
    public Map<String, Supplier<Session>> choices(Workload workload, WeightSource weights) {
        return Map.of();
    }

    @Override
    protected ConvolutionLibrary.Source library() {
        return CudnnLibrary::open;
    }
}
