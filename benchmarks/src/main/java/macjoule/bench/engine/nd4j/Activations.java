package macjoule.bench.engine.nd4j;

import java.util.List;
import macjoule.bench.engine.Formulas;
import macjoule.model.net.Layer.Activation.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Mish;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Swish;

/** Activation functions as ND4J operations. */
final class Activations {
    private Activations() {}

    static List<Kernel> compile(Function function, INDArray x, INDArray y, ArrayPool arrays, float[] slopes) {
        return switch (function) {
            case RELU -> List.of(named("relu", x, y, 0));
            case RELU6 -> List.of(named("relu6", x, y, 0));
            case LEAKY_RELU -> List.of(named("lrelu", x, y, Formulas.LEAKY_SLOPE));
            case PRELU -> List.of(Kernels.custom("prelu", List.of(x, arrays.of(slopes, slopes.length)), y, 1, 2));
            case ELU -> List.of(named("elu", x, y, 1));
            case SIGMOID -> List.of(named("sigmoid", x, y));
            case TANH -> List.of(named("tanh", x, y));
            case HARD_SIGMOID -> List.of(named("hardsigmoid", x, y));
            case SWISH -> List.of(Kernels.of(new Swish(x, y)));
            case MISH -> List.of(Kernels.of(new Mish(x, y)));
            case HARD_SWISH -> hardSwish(x, y);
            case GELU -> gelu(x, y);
        };
    }

    /** x * relu6(x + 3) / 6. */
    private static List<Kernel> hardSwish(INDArray x, INDArray y) {
        return List.of(
                Kernels.of(new ScalarAdd(x, null, y, 3)),
                named("relu6", y, y, 0),
                Kernels.custom("multiply", List.of(x, y), y),
                Kernels.of(new ScalarMultiplication(y, null, y, 1.0 / 6)));
    }

    /** x * (1 + erf(x / sqrt 2)) / 2, term by term: ND4J's own operations of that name only come near it. */
    private static List<Kernel> gelu(INDArray x, INDArray y) {
        return List.of(
                Kernels.of(new ScalarMultiplication(x, null, y, Math.sqrt(0.5))),
                Kernels.of(new Erf(y, y)),
                Kernels.of(new ScalarAdd(y, null, y, 1)),
                Kernels.custom("multiply", List.of(x, y), y),
                Kernels.of(new ScalarMultiplication(y, null, y, 0.5)));
    }

    private static Kernel named(String name, INDArray x, INDArray y, double... numbers) {
        return Kernels.custom(name, List.of(x), y, numbers);
    }
}
