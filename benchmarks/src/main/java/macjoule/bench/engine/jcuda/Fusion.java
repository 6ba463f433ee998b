package macjoule.bench.engine.jcuda;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import macjoule.bench.engine.ScaleFolding;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Reshape;

/** Which layers need no kernel of their own, because the one before does their work or because nothing is to be done. */
final class Fusion {
    private final Precision precision;
    private final ScaleFolding folding;
    private final Map<Node, Set<Node>> readers = new HashMap<>();
    private final Map<Node, Function> functions = new HashMap<>();
    private final Set<Node> fused = new HashSet<>();

    Fusion(Network network, ScaleFolding folding, Precision precision) {
        this.precision = precision;
        this.folding = folding;
        network.nodes()
                .forEach(node -> node.inputs()
                        .forEach(input -> readers.computeIfAbsent(input, unread -> new HashSet<>())
                                .add(node)));
        network.nodes().forEach(this::fuse);
    }

    /** An activation joins the layer before it if it alone reads that. */
    private void fuse(Node node) {
        if (!(node.layer() instanceof Layer.Activation activation) || activation.function() == Function.PRELU) {
            return;
        }
        Node before = node.inputs().get(0);
        boolean alone = readersOf(before).size() == 1;
        Node producer = folding.isFolded(before) ? before.inputs().get(0) : before;
        if (alone && canApply(producer, activation.function())) {
            fused.add(node);
            functions.put(producer, activation.function());
        }
    }

    private static boolean canApply(Node producer, Function function) {
        Layer layer = producer.layer();
        return layer instanceof Layer.BatchNorm
                || layer instanceof Layer.Scale
                || (layer instanceof Layer.ElementWise && producer.inputs().size() > 1)
                || (function == Function.RELU
                        && (layer instanceof Convolution || layer instanceof Layer.FullyConnected));
    }

    /** The function that the kernel of {@code node} applies at its end, as kernels take it: 0 for none. */
    int functionAfter(Node node) {
        Function function = functions.get(node);
        return function == null ? 0 : code(function);
    }

    static int code(Function function) {
        return switch (function) {
            case RELU -> 1;
            case RELU6 -> 2;
            case LEAKY_RELU -> 3;
            case PRELU -> 4;
            case ELU -> 5;
            case SIGMOID -> 6;
            case TANH -> 7;
            case HARD_SIGMOID -> 8;
            case HARD_SWISH -> 9;
            case SWISH -> 10;
            case GELU -> 11;
            case MISH -> 12;
        };
    }

    /** Whether the result of {@code node} is what its input left in memory. */
    boolean isInPlace(Node node) {
        Layer layer = node.layer();
        return fused.contains(node)
                || folding.isFolded(node)
                || layer instanceof Layer.Dropout
                || (layer instanceof Layer.Flatten && !(isReordered(node) && !readersTakeMaps(node)))
                || (layer instanceof Reshape && !isReordered(node))
                || (layer instanceof Layer.ElementWise && node.inputs().size() == 1);
    }

    /** Whether elements move when a map changes its shape: they do where channels are last and become more or fewer. */
    private boolean isReordered(Node node) {
        return precision.isChannelsLast()
                && node.input().channels() != node.output().channels();
    }

    /** Fully connected layers read the map as it lies. */
    private boolean readersTakeMaps(Node node) {
        return readersOf(node).stream()
                .allMatch(reader -> reader.layer() instanceof Layer.FullyConnected
                        || (reader.layer() instanceof Layer.Dropout && readersTakeMaps(reader)));
    }

    private Set<Node> readersOf(Node node) {
        return readers.getOrDefault(node, Set.of());
    }
}
