package macjoule.bench.engine.nd4j.dl4j;

import java.util.Optional;
import macjoule.bench.engine.Availability;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Window;

/** What Deeplearning4j has a layer for. Needs nothing of Deeplearning4j to tell. */
final class LayerSupport {
    private LayerSupport() {}

    static Availability of(Network network) {
        for (Node node : network.nodes()) {
            Optional<String> obstacle = obstacle(node);
            if (obstacle.isPresent()) {
                return Availability.no("layer " + node.name() + ": " + obstacle.get());
            }
        }
        return Availability.yes();
    }

    private static Optional<String> obstacle(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Pooling pooling && isDilated(pooling.window())) {
            return Optional.of("the oneDNN that Deeplearning4j pools with gets dilated windows wrong");
        }
        if (layer instanceof Convolution convolution
                && convolution.isDepthwise(node.input())
                && isDilated(convolution.window())) {
            return Optional.of("the oneDNN that Deeplearning4j convolves depthwise with refuses dilation");
        }
        if (layer instanceof Layer.Pooling pooling
                && Fit.ofPooling(pooling, node).isEmpty()) {
            return Optional.of("Deeplearning4j cannot pool with windows that reach beyond equal padding");
        }
        if (layer instanceof Layer.Activation activation
                && (activation.function() == Function.GELU || activation.function() == Function.HARD_SWISH)) {
            return Optional.of("Deeplearning4j has no exact " + activation.function());
        }
        if (layer instanceof Layer.Softmax
                && node.output().height() * node.output().width() > 1) {
            return Optional.of("Deeplearning4j has no softmax over the channels of a map");
        }
        if (layer instanceof Layer.ElementWise
                && node.inputs().stream().anyMatch(input -> !input.output().equals(node.output()))) {
            return Optional.of("Deeplearning4j does not spread one value per channel over a map");
        }
        if (layer instanceof Layer.LocalResponseNorm lrn && lrn.size() % 2 == 0) {
            return Optional.of("Deeplearning4j normalises across an odd number of neighbouring channels only");
        }
        return Optional.empty();
    }

    private static boolean isDilated(Window window) {
        return window.dilationHeight() > 1 || window.dilationWidth() > 1;
    }
}
