package macjoule.bench.engine;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;

/**
 * Weights and inputs drawn from a seed: the same for every engine, whatever order it asks in. Weights are scaled after He et al.,
 * ICCV 2015, so that activations neither vanish nor overflow however deep the network is. All are in the order that Caffe keeps
 * them in: output channel, input channel, row, column.
 */
public final class WeightSource {
    /** What a SplittableRandom adds to its state for each number (Steele et al., OOPSLA 2014), so that any number can be drawn first. */
    private static final long STEP = 0x9e3779b97f4a7c15L;

    /** Drawn by one core at a time. The largest inputs have hundreds of millions of numbers. */
    private static final int PIECE = 1 << 18;

    private static final String INPUT = "input";

    private final long seed;

    public WeightSource(long seed) {
        this.seed = seed;
    }

    /** Of a convolution or a fully connected layer. */
    public float[] weights(Node node) {
        long inputsPerOutput;
        int outputs;
        if (node.layer() instanceof Convolution convolution) {
            outputs = convolution.filters();
            inputsPerOutput = convolution.weights(node.input()) / outputs;
        } else if (node.layer() instanceof Layer.FullyConnected connected) {
            outputs = connected.outputs();
            inputsPerOutput = node.input().elements();
        } else {
            throw new IllegalArgumentException(node + " has no weights");
        }
        float bound = (float) Math.sqrt(6.0 / inputsPerOutput);
        return draw(node, "weights", Math.toIntExact(outputs * inputsPerOutput), -bound, bound);
    }

    /** One for each output channel; zeros if the layer has none. */
    public float[] bias(Node node) {
        return hasBias(node.layer()) ? perChannel(node, "bias", -0.1f, 0.1f) : new float[channels(node)];
    }

    public Statistics statistics(Node batchNorm) {
        return new Statistics(
                perChannel(batchNorm, "mean", -0.1f, 0.1f), perChannel(batchNorm, "variance", 0.8f, 1.2f));
    }

    /** The learned scale and shift of a batch normalisation or a scale. */
    public Affine affine(Node node) {
        return new Affine(perChannel(node, "factor", 0.8f, 1.2f), perChannel(node, "summand", -0.1f, 0.1f));
    }

    /** What a parametric ReLU multiplies the negative inputs of each channel by. */
    public float[] slopes(Node node) {
        return perChannel(node, "slopes", 0.1f, 0.4f);
    }

    /** A batch of images for an input of the network. */
    public float[] input(Node node, int batch) {
        return images(node, 0, batch);
    }

    /** One image of any batch for an input of the network. */
    public float[] image(Node node, int index) {
        return images(node, index, 1);
    }

    /** Some images of any batch for an input of the network, one behind the other. */
    public float[] images(Node node, int first, int count) {
        long size = node.output().elements();
        return draw(
                start(node, INPUT) + STEP * size * first,
                Math.toIntExact(Math.multiplyExact(size, (long) count)),
                -1,
                1);
    }

    /** Whether a layer adds a bias. */
    public static boolean hasBias(Layer layer) {
        return (layer instanceof Convolution convolution && convolution.bias())
                || (layer instanceof Layer.FullyConnected connected && connected.bias());
    }

    private float[] perChannel(Node node, String what, float low, float high) {
        return draw(node, what, channels(node), low, high);
    }

    private static int channels(Node node) {
        return node.output().channels();
    }

    private float[] draw(Node node, String what, int count, float low, float high) {
        return draw(start(node, what), count, low, high);
    }

    private static float[] draw(long start, int count, float low, float high) {
        float[] values = new float[count];
        if (count <= PIECE) {
            draw(start, values, 0, count, low, high);
        } else {
            IntStream.range(0, (count - 1) / PIECE + 1).parallel().forEach(piece -> {
                int from = piece * PIECE;
                draw(start + STEP * from, values, from, Math.min(PIECE, count - from), low, high);
            });
        }
        return values;
    }

    private long start(Node node, String what) {
        return seed * 31 + (node.name() + " " + what).hashCode();
    }

    private static void draw(long start, float[] values, int from, int count, float low, float high) {
        SplittableRandom random = new SplittableRandom(start);
        for (int i = from; i < from + count; i++) {
            values[i] = low + (high - low) * random.nextFloat();
        }
    }
}
