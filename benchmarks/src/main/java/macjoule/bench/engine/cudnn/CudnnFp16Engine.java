package macjoule.bench.engine.cudnn;

import macjoule.bench.engine.jcuda.Precision;

/** Half precision with sums in single precision. */
public final class CudnnFp16Engine extends LibraryEngine {
    public CudnnFp16Engine() {
        super("cudnn-fp16", "cuDNN and cuBLAS on a GPU in half precision, channels last", Precision.FP16);
    }
}
