package macjoule.bench.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J operations, bound to their arrays once so that a run is one call each. */
final class Kernels {
    private static final double[] NO_NUMBERS = {};

    private Kernels() {}

    static Kernel custom(String name, List<INDArray> inputs, INDArray output, long... integers) {
        return custom(name, inputs, List.of(output), NO_NUMBERS, integers);
    }

    static Kernel custom(String name, List<INDArray> inputs, INDArray output, double[] numbers, long... integers) {
        return custom(name, inputs, List.of(output), numbers, integers);
    }

    static Kernel custom(
            String name, List<INDArray> inputs, List<INDArray> outputs, double[] numbers, long... integers) {
        return custom(name, true, inputs, outputs, numbers, integers);
    }

    static Kernel product(INDArray rows, INDArray matrix, INDArray output) {
        return custom("matmul", List.of(rows, matrix), output, 0, 0, 0);
    }

    /** Rows times the transpose of a matrix. */
    static Kernel productTransposed(INDArray rows, INDArray matrix, INDArray output) {
        return custom("matmul", List.of(rows, matrix), output, 0, 1, 0);
    }

    /** Without oneDNN or cuDNN, for what they cannot do. */
    static Kernel plain(String name, List<INDArray> inputs, INDArray output, long... integers) {
        return custom(name, false, inputs, List.of(output), NO_NUMBERS, integers);
    }

    private static Kernel custom(
            String name,
            boolean accelerated,
            List<INDArray> inputs,
            List<INDArray> outputs,
            double[] numbers,
            long... integers) {
        CustomOp op = DynamicCustomOp.builder(name).build();
        OpContext context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(inputs);
        context.setOutputArrays(outputs);
        context.setIArguments(integers);
        context.setTArguments(numbers);
        context.allowHelpers(accelerated);
        // The shape of the output stands: it says where a window ends whose padding differs from side to side.
        context.shapeFunctionOverride(true);
        return new Custom(op, context);
    }

    static Kernel of(Op op) {
        return () -> Nd4j.getExecutioner().exec(op);
    }

    private record Custom(CustomOp op, OpContext context) implements Kernel {
        @Override
        public void run() {
            Nd4j.getExecutioner().exec(op, context);
        }

        @Override
        public void close() {
            try {
                context.close();
            } catch (Exception e) {
                throw new IllegalStateException("ND4J does not release " + op.opName(), e);
            }
        }
    }
}
