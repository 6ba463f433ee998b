package macjoule.bench.engine.jcuda;

import java.util.List;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Shape;

/**
 * Images have too few channels for a load of tensor-core kernels, which gather such channels one by one. Where nothing but tiled
 * convolutions reads them, they are laid out with more channels, all zero, so that the first layer loads whole vectors too.
 */
final class ImageChannels {
    /** How much more arithmetic that may cost; the first layers of networks are bound by their loads. */
    private static final int MOST_TIMES = 3;

    private final Network network;
    private final int batch;
    private final Precision precision;

    ImageChannels(Network network, int batch, Precision precision) {
        this.network = network;
        this.batch = batch;
        this.precision = precision;
    }

    /** The shape in which the result of a node lies in memory. */
    Shape inMemory(Node node) {
        Shape shape = node.output();
        boolean few = precision.isChannelsLast()
                && shape.channels() < precision.vector()
                && shape.channels() * MOST_TIMES >= precision.vector();
        if (!few || !(node.layer() instanceof Layer.Input) || !isReadByTiles(node)) {
            return shape;
        }
        Shape filled = shape.withChannels(precision.vector());
        // Kernels number the elements of a map.
        return filled.elements() * batch <= Integer.MAX_VALUE ? filled : shape;
    }

    private boolean isReadByTiles(Node node) {
        List<Node> readers = network.nodes().stream()
                .filter(reader -> reader.inputs().contains(node))
                .toList();
        return !TileChoice.isDirect() && readers.stream().allMatch(ImageChannels::isTiled);
    }

    private static boolean isTiled(Node node) {
        return node.layer() instanceof Convolution convolution
                && convolution.groups() == 1
                && ConvolutionShape.of(node, convolution, 1).fitsTiles();
    }
}
