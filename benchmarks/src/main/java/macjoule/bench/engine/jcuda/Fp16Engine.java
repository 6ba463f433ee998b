package macjoule.bench.engine.jcuda;

/** Half precision with sums in single precision. */
public final class Fp16Engine extends JcudaEngine {
    public Fp16Engine() {
        super("jcuda-fp16", "own tensor-core kernels on a GPU in half precision, channels last", Precision.FP16);
    }
}
