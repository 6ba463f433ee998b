package macjoule.bench.engine.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import macjoule.bench.engine.Formulas;
import macjoule.bench.engine.WeightSource;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer.Pooling;
import macjoule.model.net.Node;
import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers that slide a window. */
final class WindowCompiler {
    private static final double[] NO_NUMBERS = {};
    private static final int CHANNELS = 3;
    /** Padding is as given, not chosen to keep the size. */
    private static final int PADDING_GIVEN = 0;

    private static final int CHANNELS_LAST = 1;
    /** Weights are ordered by row, column, input channel and filter. */
    private static final int FILTERS_LAST = 0;
    /** An average is divided by the size of the window, padding included. */
    private static final int WHOLE_WINDOW = 1;

    private final int batch;
    private final ArrayPool arrays;
    private final WeightSource weights;
    private final Products products;

    WindowCompiler(int batch, ArrayPool arrays, WeightSource weights) {
        this.batch = batch;
        this.arrays = arrays;
        this.weights = weights;
        this.products = new Products(arrays);
    }

    List<Kernel> convolve(Node node, Convolution convolution, INDArray input, INDArray output) {
        int channels = node.input().channels();
        Window window = convolution.window();
        if (convolution.isDepthwise(node.input())) {
            return List.of(depthwise(node, convolution, input, output));
        }
        if (convolution.groups() > 1) {
            return grouped(node, convolution, input, output);
        }
        return isMatrixProduct(convolution)
                ? product(node, input, output)
                : List.of(dense(window, channels, weights.weights(node), biasOf(node), input, output));
    }

    /** A 1x1 convolution reads each place alone; the matrix product is the faster operation. */
    private static boolean isMatrixProduct(Convolution convolution) {
        Window window = convolution.window();
        return window.area() == 1
                && window.strideHeight() == 1
                && window.strideWidth() == 1
                && window.padding().equals(Padding.NONE);
    }

    private List<Kernel> product(Node node, INDArray input, INDArray output) {
        long places = (long) batch * node.output().height() * node.output().width();
        INDArray rows = input.reshape('c', places, node.input().channels());
        INDArray result = output.reshape('c', places, node.output().channels());
        return products.compile(rows, weights.weights(node), biasOf(node), result);
    }

    private Kernel dense(Window window, int channels, float[] filters, float[] bias, INDArray input, INDArray output) {
        int count = Math.toIntExact(output.size(CHANNELS));
        INDArray reordered = arrays.of(
                Layout.filtersLast(filters, count, channels),
                window.kernelHeight(),
                window.kernelWidth(),
                channels,
                count);
        List<INDArray> inputs = withBias(bias, input, reordered);
        return slide("conv2d", window, inputs, output, CHANNELS_LAST, FILTERS_LAST);
    }

    private Kernel depthwise(Node node, Convolution convolution, INDArray input, INDArray output) {
        Window window = convolution.window();
        int channels = node.input().channels();
        INDArray reordered = arrays.of(
                Layout.filtersLast(weights.weights(node), convolution.filters(), 1),
                window.kernelHeight(),
                window.kernelWidth(),
                channels,
                convolution.filters() / channels);
        List<INDArray> inputs = withBias(biasOf(node), input, reordered);
        return slide("depthwise_conv2d", window, inputs, output, CHANNELS_LAST, FILTERS_LAST);
    }

    /** ND4J knows no groups: the channels are split, convolved apart and put together again. */
    private List<Kernel> grouped(Node node, Convolution convolution, INDArray input, INDArray output) {
        int groups = convolution.groups();
        Shape in = node.input().withChannels(node.input().channels() / groups);
        Shape out = node.output().withChannels(convolution.filters() / groups);
        float[] filters = weights.weights(node);
        float[] bias = biasOf(node);
        List<INDArray> inputs = new ArrayList<>();
        List<INDArray> outputs = new ArrayList<>();
        List<Kernel> kernels = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            inputs.add(arrays.maps(batch, in));
            outputs.add(arrays.maps(batch, out));
            kernels.add(dense(
                    convolution.window(),
                    in.channels(),
                    part(filters, group, groups),
                    part(bias, group, groups),
                    inputs.get(group),
                    outputs.get(group)));
        }
        kernels.add(0, Kernels.custom("split", List.of(input), inputs, NO_NUMBERS, groups, CHANNELS));
        kernels.add(Kernels.custom("concat", outputs, output, CHANNELS));
        return kernels;
    }

    List<Kernel> pool(Node node, Pooling pooling, INDArray input, INDArray output) {
        Window window = pooling.window();
        Kernel pooled = pool(pooling.mode(), window, input, output);
        float[] corrections = corrections(window, node);
        boolean right = pooling.mode() == Pooling.Mode.MAX || allOne(corrections);
        if (right) {
            return List.of(pooled);
        }
        INDArray factors =
                arrays.of(corrections, 1, node.output().height(), node.output().width(), 1);
        return List.of(pooled, Kernels.custom("multiply", List.of(output, factors), output));
    }

    Kernel poolGlobally(Node node, Pooling.Mode mode, INDArray input, INDArray output) {
        Window whole = Window.of(node.input().height(), node.input().width());
        return pool(mode, whole, input, output);
    }

    private static Kernel pool(Pooling.Mode mode, Window window, INDArray input, INDArray output) {
        String name = mode == Pooling.Mode.MAX ? "maxpool2d" : "avgpool2d";
        return slide(name, window, List.of(input), output, WHOLE_WINDOW, CHANNELS_LAST);
    }

    /** What turns a division by the whole window into one by what {@link Formulas#averagedElements} counts, at each place. */
    private static float[] corrections(Window window, Node node) {
        int width = node.output().width();
        float[] corrections = new float[node.output().height() * width];
        for (int i = 0; i < corrections.length; i++) {
            int counted = Formulas.averagedElements(window, node.input(), i / width, i % width);
            corrections[i] = (float) window.area() / counted;
        }
        return corrections;
    }

    private static boolean allOne(float[] factors) {
        for (float factor : factors) {
            if (factor != 1) {
                return false;
            }
        }
        return true;
    }

    private static Kernel slide(
            String name, Window window, List<INDArray> inputs, INDArray output, int beforeLast, int last) {
        long[] geometry = {
            window.kernelHeight(),
            window.kernelWidth(),
            window.strideHeight(),
            window.strideWidth(),
            window.padding().top(),
            window.padding().left(),
            window.dilationHeight(),
            window.dilationWidth(),
            PADDING_GIVEN,
            beforeLast,
            last
        };
        boolean dilated = window.dilationHeight() > 1 || window.dilationWidth() > 1;
        // The oneDNN in here refuses some dilated windows and computes others wrongly.
        return dilated ? Kernels.plain(name, inputs, output, geometry) : Kernels.custom(name, inputs, output, geometry);
    }

    private float[] biasOf(Node node) {
        return WeightSource.hasBias(node.layer()) ? weights.bias(node) : new float[0];
    }

    private List<INDArray> withBias(float[] bias, INDArray input, INDArray filters) {
        return bias.length == 0 ? List.of(input, filters) : List.of(input, filters, arrays.of(bias, bias.length));
    }

    private static float[] part(float[] values, int part, int parts) {
        int size = values.length / parts;
        return Arrays.copyOfRange(values, part * size, (part + 1) * size);
    }
}
