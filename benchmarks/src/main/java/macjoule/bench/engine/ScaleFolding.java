package macjoule.bench.engine;

import java.util.HashMap;
import java.util.Map;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import org.jspecify.annotations.Nullable;

/**
 * Which scales a batch normalisation does on the side. Caffe books the learned scale and shift as a layer of its own; libraries
 * normalise, scale and shift in one operation, so a scale that alone reads a normalisation costs nothing there.
 */
public final class ScaleFolding {
    private final Map<Node, Node> scaleByNorm = new HashMap<>();

    public ScaleFolding(Network network) {
        Map<Node, Integer> readers = new HashMap<>();
        for (Node node : network.nodes()) {
            node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        for (Node node : network.nodes()) {
            if (node.layer() instanceof Layer.Scale) {
                Node input = node.inputs().get(0);
                if (input.layer() instanceof Layer.BatchNorm && readers.getOrDefault(input, 0) == 1) {
                    scaleByNorm.put(input, node);
                }
            }
        }
    }

    /** Whether {@code node} is a scale that the normalisation before it does. */
    public boolean isFolded(Node node) {
        return node.layer() instanceof Layer.Scale
                && node.equals(scaleByNorm.get(node.inputs().get(0)));
    }

    /** The scale and shift of a normalisation, with those of the scale folded into it. */
    public Affine affine(Node batchNorm, WeightSource weights) {
        Affine own = weights.affine(batchNorm);
        @Nullable Node scale = scaleByNorm.get(batchNorm);
        return scale == null ? own : own.then(weights.affine(scale));
    }
}
