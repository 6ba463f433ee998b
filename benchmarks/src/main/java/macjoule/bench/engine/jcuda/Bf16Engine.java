package macjoule.bench.engine.jcuda;

/** Bfloat16 with sums in single precision. */
public final class Bf16Engine extends JcudaEngine {
    public Bf16Engine() {
        super("jcuda-bf16", "own tensor-core kernels on a GPU in bfloat16, channels last", Precision.BF16);
    }
}
