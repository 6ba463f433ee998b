package macjoule.model.training.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.BadInputException;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Pad;
import macjoule.model.net.Reshape;
import macjoule.model.net.Shape;

/**
 * Turns any network into a training graph. A change of shape alone moves no data and vanishes; a scale after a batch normalisation is part of it,
 * as training frameworks run them; padding belongs to the layer that pads.
 */
public final class NetworkConversion {
    private final int batch;
    private final List<TrainingLayer> layers = new ArrayList<>();
    /** For each node the layer whose output holds its result. */
    private final Map<Node, String> holder = new HashMap<>();

    private final Map<Node, Integer> readers = new HashMap<>();

    private NetworkConversion(int batch) {
        this.batch = batch;
    }

    /**
     * The network with {@code batch} images at a time.
     *
     * @throws BadInputException if the batch is out of bounds or the network too large to count
     */
    public static TrainingGraph of(Network network, int batch) {
        TrainingGraph.requireBatch(network.name(), batch);
        NetworkConversion conversion = new NetworkConversion(batch);
        for (Node node : network.nodes()) {
            node.inputs().forEach(input -> conversion.readers.merge(input, 1, Integer::sum));
        }
        try {
            network.nodes().forEach(conversion::add);
        } catch (ArithmeticException e) {
            throw new BadInputException(
                    "operations too many to count", "network " + network.name(), "use a smaller batch or input");
        }
        return new TrainingGraph(network.name(), batch, conversion.layers);
    }

    private void add(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Flatten || layer instanceof Reshape || isScaleOfBatchNorm(node)) {
            holder.put(node, inputNames(node).get(0));
            return;
        }
        holder.put(node, node.name());
        Shape out = node.output();
        long elements = Math.multiplyExact(batch, out.elements());
        long rows = Math.multiplyExact((long) batch, out.height());
        if (layer instanceof Layer.Input) {
            layers.add(TrainingLayer.input(node.name(), elements, rows));
        } else {
            layers.add(TrainingLayer.of(node.name(), type(node), inputNames(node), elements, rows, ops(node))
                    .withWeights(weights(node)));
        }
    }

    private List<String> inputNames(Node node) {
        return node.inputs().stream().map(this::holderOf).toList();
    }

    private String holderOf(Node node) {
        return holder.getOrDefault(node, node.name());
    }

    private boolean isScaleOfBatchNorm(Node node) {
        if (!(node.layer() instanceof Layer.Scale)) {
            return false;
        }
        Node source = node.inputs().get(0);
        return source.layer() instanceof Layer.BatchNorm && readers.getOrDefault(source, 0) == 1;
    }

    private static LayerType type(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Pooling pooling) {
            return pooled(pooling.mode());
        }
        if (layer instanceof Layer.GlobalPooling pooling) {
            return pooled(pooling.mode());
        }
        if (layer instanceof Layer.ElementWise combination) {
            return switch (combination.operation()) {
                case SUM -> LayerType.ADD;
                case PRODUCT -> LayerType.MULTIPLY;
                case MAX -> LayerType.MAXIMUM;
            };
        }
        // All other kinds bear the same name in both worlds.
        for (LayerType type : LayerType.values()) {
            if (type.label().equals(node.type())) {
                return type;
            }
        }
        throw new BadInputException(
                "a layer of type " + node.type(),
                "layer " + node.name(),
                "leave it out: the training model has no rule for its backward pass");
    }

    private static LayerType pooled(Layer.Pooling.Mode mode) {
        return mode == Layer.Pooling.Mode.MAX ? LayerType.MAX_POOLING : LayerType.AVERAGE_POOLING;
    }

    private long ops(Node node) {
        Layer layer = node.layer();
        long out = Math.multiplyExact(batch, node.output().elements());
        long in = Math.multiplyExact(batch, node.input().elements());
        if (layer instanceof Convolution convolution) {
            long perPixel = convolution.weights(node.input());
            return Math.multiplyExact(out / node.output().channels(), perPixel);
        }
        if (layer instanceof Layer.FullyConnected) {
            return Math.multiplyExact(out, node.input().elements());
        }
        if (layer instanceof Layer.Pooling pooling) {
            return Math.multiplyExact(out, pooling.window().area());
        }
        if (layer instanceof Layer.GlobalPooling) {
            return in;
        }
        if (layer instanceof Layer.ElementWise) {
            return Math.multiplyExact(out, Math.max(1, node.inputs().size() - 1));
        }
        if (layer instanceof Layer.LocalResponseNorm norm) {
            return Math.multiplyExact(out, norm.size());
        }
        return layer instanceof Layer.Concat || layer instanceof Pad ? 0 : out;
    }

    private static long weights(Node node) {
        Layer layer = node.layer();
        long channels = node.output().channels();
        if (layer instanceof Convolution convolution) {
            return convolution.weights(node.input()) + (convolution.bias() ? channels : 0);
        }
        if (layer instanceof Layer.FullyConnected dense) {
            return node.input().elements() * channels + (dense.bias() ? channels : 0);
        }
        if (layer instanceof Layer.BatchNorm norm) {
            // The two running moments are read and written with what is learned.
            return (2 + norm.learnedPerChannel()) * channels;
        }
        return layer instanceof Layer.Scale ? 2 * channels : 0;
    }
}
