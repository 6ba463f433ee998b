package macjoule.bench.engine.jcuda;

/** Single precision without tensor cores, in the tiles of DeLTA. */
public final class Fp32Engine extends JcudaEngine {
    public Fp32Engine() {
        super("jcuda", "own implicit-GEMM kernels on a GPU in single precision, channels first", Precision.FP32);
    }
}
