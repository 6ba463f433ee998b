package macjoule.bench.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import macjoule.bench.engine.Affine;
import macjoule.bench.engine.Formulas;
import macjoule.bench.engine.ScaleFolding;
import macjoule.bench.engine.Statistics;
import macjoule.bench.engine.WeightSource;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;
import macjoule.model.net.Pad;
import macjoule.model.net.Reshape;
import macjoule.model.net.Upsample;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns a layer into the ND4J operations that compute it, channels last. */
final class LayerCompiler {
    private static final int CHANNELS = 3;

    private final int batch;
    private final ArrayPool arrays;
    private final WeightSource weights;
    private final ScaleFolding folding;
    private final Products products;
    private final WindowCompiler windows;
    private final Placement placement;

    LayerCompiler(int batch, ArrayPool arrays, WeightSource weights, ScaleFolding folding) {
        this.batch = batch;
        this.arrays = arrays;
        this.weights = weights;
        this.folding = folding;
        this.products = new Products(arrays);
        this.windows = new WindowCompiler(batch, arrays, weights);
        this.placement = new Placement(batch, arrays);
    }

    List<Kernel> compile(Node node, List<INDArray> inputs, INDArray output) {
        Layer layer = node.layer();
        INDArray input = inputs.get(0);
        if (layer instanceof Convolution convolution) {
            return windows.convolve(node, convolution, input, output);
        }
        if (layer instanceof Layer.Pooling pooling) {
            return windows.pool(node, pooling, input, output);
        }
        if (layer instanceof Layer.GlobalPooling pooling) {
            return List.of(windows.poolGlobally(node, pooling.mode(), input, output));
        }
        if (layer instanceof Layer.FullyConnected) {
            return fullyConnect(node, input, output);
        }
        if (layer instanceof Layer.ElementWise elementWise) {
            return combine(elementWise.operation(), inputs, output);
        }
        if (layer instanceof Layer.Concat) {
            return List.of(Kernels.custom("concat", inputs, output, CHANNELS));
        }
        if (layer instanceof Layer.Flatten || layer instanceof Reshape) {
            return placement.reshape(node, input, output);
        }
        if (layer instanceof Pad pad) {
            return List.of(placement.pad(pad.padding(), input, output));
        }
        if (layer instanceof Upsample upsample) {
            return List.of(Placement.enlarge(upsample, input, output));
        }
        if (layer instanceof Layer.Activation activation) {
            return Activations.compile(activation.function(), input, output, arrays, weights.slopes(node));
        }
        return List.of(sameShape(node, input, output));
    }

    private Kernel sameShape(Node node, INDArray input, INDArray output) {
        Layer layer = node.layer();
        int channels = node.output().channels();
        if (layer instanceof Layer.BatchNorm) {
            return normalise(
                    input,
                    output,
                    weights.statistics(node),
                    folding.affine(node, weights),
                    Formulas.BATCH_NORM_EPSILON);
        }
        if (layer instanceof Layer.Scale) {
            Statistics none = new Statistics(new float[channels], filled(channels, 1));
            return normalise(input, output, none, weights.affine(node), 0);
        }
        if (layer instanceof Layer.LocalResponseNorm lrn) {
            double[] numbers = {Formulas.LRN_K, Formulas.LRN_ALPHA / lrn.size(), Formulas.LRN_BETA};
            return Kernels.custom("lrn", List.of(input), output, numbers, (lrn.size() - 1) / 2);
        }
        if (layer instanceof Layer.Softmax) {
            return Kernels.custom("softmax", List.of(input), output, CHANNELS);
        }
        throw new IllegalStateException("no ND4J operation for " + node);
    }

    private Kernel normalise(INDArray input, INDArray output, Statistics statistics, Affine affine, double epsilon) {
        List<INDArray> inputs = List.of(
                input,
                vector(statistics.mean()),
                vector(statistics.variance()),
                vector(affine.factor()),
                vector(affine.summand()));
        return Kernels.custom("batchnorm", inputs, output, new double[] {epsilon}, 1, 1, CHANNELS);
    }

    private List<Kernel> fullyConnect(Node node, INDArray input, INDArray output) {
        long inputs = node.input().elements();
        long outputs = node.output().channels();
        // Rows of weights follow the order of the input, which has its channels last.
        float[] reordered = Layout.channelsLast(
                weights.weights(node), Math.toIntExact(outputs), node.input().channels());
        float[] bias = WeightSource.hasBias(node.layer()) ? weights.bias(node) : new float[0];
        return products.compile(
                input.reshape('c', batch, inputs), reordered, bias, output.reshape('c', batch, outputs));
    }

    private static List<Kernel> combine(Layer.ElementWise.Operation operation, List<INDArray> inputs, INDArray output) {
        String name = switch (operation) {
            case SUM -> "add";
            case PRODUCT -> "multiply";
            case MAX -> "maximum";
        };
        if (inputs.size() == 1) {
            // The other operand is a constant that the model does not hold.
            return List.of(Kernels.custom("identity", inputs, output));
        }
        List<Kernel> kernels = new ArrayList<>();
        INDArray sofar = inputs.get(0);
        for (INDArray next : inputs.subList(1, inputs.size())) {
            kernels.add(Kernels.custom(name, List.of(sofar, next), output));
            sofar = output;
        }
        return kernels;
    }

    private INDArray vector(float[] values) {
        return arrays.of(values, values.length);
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        java.util.Arrays.fill(values, value);
        return values;
    }
}
