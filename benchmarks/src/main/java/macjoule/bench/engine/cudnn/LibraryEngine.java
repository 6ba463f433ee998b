package macjoule.bench.engine.cudnn;

import macjoule.bench.engine.Availability;
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

    @Override
    protected ConvolutionLibrary.Source library() {
        return CudnnLibrary::open;
    }
}
