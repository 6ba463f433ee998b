package macjoule.bench.engine;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Node;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;

/** What an engine is asked to compute: a network, which may be a single layer, for a number of images at once. */
public record Workload(Network network, int batch) {

    public Workload {
        if (batch < 1) {
            throw new BadInputException("a batch of " + batch, "network " + network.name(), "give 1 or more");
        }
        if (network.layers().isEmpty()) {
            throw new BadInputException("nothing to compute", "network " + network.name(), "add a layer");
        }
    }

    /** One layer applied to inputs of the given shapes. */
    public static Workload layer(Layer layer, List<Shape> inputs, int batch) {
        NetworkBuilder builder = new NetworkBuilder(layer.type());
        List<Tensor> tensors = new ArrayList<>();
        for (Shape input : inputs) {
            tensors.add(builder.input("input" + tensors.size(), input));
        }
        return new Workload(builder.add("layer", layer, tensors).network(), batch);
    }

    /** One layer out of a network, with the shapes it has there. */
    public static Workload layer(Node node, int batch) {
        return layer(node.layer(), node.inputs().stream().map(Node::output).toList(), batch);
    }

    /** The node whose output is the result. */
    public Node result() {
        return network.nodes().get(network.nodes().size() - 1);
    }

    /** The same without a softmax at its end, which would hide differences: of large inputs it makes zeros and ones. */
    public Workload withoutFinalSoftmax() {
        List<Node> nodes = network.nodes();
        boolean cut =
                result().layer() instanceof Layer.Softmax && network.layers().size() > 1;
        return cut ? new Workload(new Network(network.name(), nodes.subList(0, nodes.size() - 1)), batch) : this;
    }
}
