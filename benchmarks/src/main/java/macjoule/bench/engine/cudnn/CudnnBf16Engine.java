package macjoule.bench.engine.cudnn;

import macjoule.bench.engine.jcuda.Precision;

/** Bfloat16 with sums in single precision. */
public final class CudnnBf16Engine extends LibraryEngine {
    public CudnnBf16Engine() {
        super("cudnn-bf16", "cuDNN and cuBLAS on a GPU in bfloat16, channels last", Precision.BF16);
    }
}
