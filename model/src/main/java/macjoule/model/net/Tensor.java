package macjoule.model.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.model.net.Layer.Activation;
import macjoule.model.net.Layer.BatchNorm;
import macjoule.model.net.Layer.Concat;
import macjoule.model.net.Layer.Dropout;
import macjoule.model.net.Layer.ElementWise;
import macjoule.model.net.Layer.Flatten;
import macjoule.model.net.Layer.FullyConnected;
import macjoule.model.net.Layer.GlobalPooling;
import macjoule.model.net.Layer.LocalResponseNorm;
import macjoule.model.net.Layer.Pooling;
import macjoule.model.net.Layer.Scale;
import macjoule.model.net.Layer.Softmax;

/**
 * The output of a layer of a network being built. Each method adds a layer that reads it and returns that layer's output, so a
 * chain of layers reads as a chain of calls. Layers that are not named take the name of the last named one and their kind, such
 * as {@code conv1/relu}.
 */
public final class Tensor {
    private final NetworkBuilder network;
    private final Node node;
    private final String label;

    Tensor(NetworkBuilder network, Node node, String label) {
        this.network = network;
        this.node = node;
        this.label = label;
    }

    public Shape shape() {
        return node.output();
    }

    public int channels() {
        return shape().channels();
    }

    /** The network with all layers added so far. */
    public Network network() {
        return network.build();
    }

    /** Any layer with this as its only input. */
    public Tensor apply(String name, Layer layer) {
        return network.add(name, layer, List.of(this));
    }

    public Tensor conv(String name, Convolution convolution) {
        return apply(name, convolution);
    }

    /** One filter per channel, without bias. */
    public Tensor depthwise(String name, Window window) {
        return apply(name, new Convolution(channels(), window, channels(), false));
    }

    public Tensor fullyConnected(String name, int outputs) {
        return apply(name, new FullyConnected(outputs, true));
    }

    public Tensor relu() {
        return activation(Activation.Function.RELU);
    }

    public Tensor activation(Activation.Function function) {
        return follow(function.name().toLowerCase(Locale.ROOT), new Activation(function));
    }

    /** Batch normalisation as Caffe splits it: the normalisation, then scale and shift. */
    public Tensor batchNorm() {
        return follow("bn", new BatchNorm()).follow("scale", new Scale());
    }

    public Tensor lrn(int size) {
        return follow("lrn", new LocalResponseNorm(size));
    }

    public Tensor dropout() {
        return follow("dropout", new Dropout());
    }

    public Tensor softmax() {
        return apply(network.freeName("softmax"), new Softmax());
    }

    public Tensor flatten() {
        return follow("flatten", new Flatten());
    }

    /** Max pooling that keeps a window fitting only partly, as Caffe does. */
    public Tensor maxPool(String name, int kernel, int stride, int pad) {
        return pool(name, Pooling.Mode.MAX, kernel, stride, pad, Rounding.UP);
    }

    /** Average pooling that keeps a window fitting only partly, as Caffe does. */
    public Tensor averagePool(String name, int kernel, int stride, int pad) {
        return pool(name, Pooling.Mode.AVERAGE, kernel, stride, pad, Rounding.UP);
    }

    public Tensor pool(String name, Pooling.Mode mode, int kernel, int stride, int pad, Rounding rounding) {
        Window window = Window.of(kernel).withStride(stride, stride).withPadding(Padding.all(pad));
        return apply(name, new Pooling(mode, window, rounding));
    }

    public Tensor globalAveragePool(String name) {
        return apply(name, new GlobalPooling(Pooling.Mode.AVERAGE));
    }

    public Tensor plus(String name, Tensor other) {
        return network.add(name, new ElementWise(ElementWise.Operation.SUM), List.of(this, other));
    }

    /** Stacks the channels of two or more outputs. */
    public static Tensor concat(String name, Tensor first, Tensor... others) {
        List<Tensor> all = new ArrayList<>(List.of(others));
        all.add(0, first);
        return first.network.add(name, new Concat(), all);
    }

    Node nodeOf(NetworkBuilder asking) {
        if (asking != network) {
            throw new IllegalArgumentException("the output of " + node + " belongs to another network");
        }
        return node;
    }

    private Tensor follow(String kind, Layer layer) {
        Tensor next = network.add(network.freeName(label + "/" + kind), layer, List.of(this));
        return new Tensor(network, next.node, label);
    }
}
