package macjoule.bench.engine.jcuda;

/** Single-precision maps, multiplied in TF32. */
public final class Tf32Engine extends JcudaEngine {
    public Tf32Engine() {
        super(
                "jcuda-tf32",
                "own tensor-core kernels on a GPU, TF32 products of single-precision maps, channels last",
                Precision.TF32);
    }
}
