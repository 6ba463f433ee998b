package macjoule.bench.engine.cudnn;

import macjoule.bench.engine.jcuda.Precision;

/** Single precision without tensor cores. */
public final class CudnnEngine extends LibraryEngine {
    public CudnnEngine() {
        super(
                "cudnn",
                "cuDNN and cuBLAS on a GPU in single precision without tensor cores, channels first",
                Precision.FP32);
    }
}
