package macjoule.bench.engine.cudnn;

import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.cuda.HostLibraries;
import macjoule.bench.engine.jcuda.driver.Gpu;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of this host, loaded and started once for a process and kept to its end, as its GPU is: to start them takes longer than
 * many a measurement.
 */
record Handles(Cudnn cudnn, Cublas cublas) {
    private static final String REMEDY =
            "; install cuDNN and cuBLAS that belong together and go with the driver, see macjoule doctor";

    private static @Nullable Handles opened;

    /** What fails is tried again when it is asked for again. */
    static synchronized Handles of(Gpu gpu) {
        Handles known = opened;
        if (known == null) {
            known = open(gpu);
            opened = known;
        }
        return known;
    }

    private static Handles open(Gpu gpu) {
        try {
            new HostBindings(HostLibraries.ofThisHost()).load();
        } catch (LinkageError e) {
            throw new DeviceException("cuDNN or cuBLAS does not load (" + e.getMessage() + ")" + REMEDY);
        }
        try {
            return start(gpu.streamAddress());
        } catch (CudnnException e) {
            gpu.synchronise();
            throw new DeviceException(
                    "cuDNN " + Cudnn.version() + " or cuBLAS does not start (" + e.getMessage() + ")" + REMEDY);
        }
    }

    private static Handles start(long stream) {
        Cudnn cudnn = new Cudnn(stream);
        try {
            return new Handles(cudnn, new Cublas(stream));
        } catch (CudnnException e) {
            cudnn.close();
            throw e;
        }
    }
}
