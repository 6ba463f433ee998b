package macjoule.bench.engine.cudnn;

import macjoule.bench.engine.jcuda.Precision;

/** Single-precision maps, multiplied in TF32. */
public final class CudnnTf32Engine extends LibraryEngine {
    public CudnnTf32Engine() {
        super(
                "cudnn-tf32",
                "cuDNN and cuBLAS on a GPU, TF32 products of single-precision maps, channels last",
                Precision.TF32);
    }
}
