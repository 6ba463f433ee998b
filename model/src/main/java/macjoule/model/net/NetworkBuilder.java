package macjoule.model.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import macjoule.model.BadInputException;

/**
 * Collects the nodes of a network. Start with {@link #input}, go on with the methods of {@link Tensor}, end with {@link #build}.
 */
public final class NetworkBuilder {
    private final String name;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    public NetworkBuilder(String name) {
        this.name = name;
    }

    public Tensor input(Shape shape) {
        return input("input", shape);
    }

    public Tensor input(String inputName, Shape shape) {
        return add(inputName, new Layer.Input(shape), List.of());
    }

    /** Applies {@code layer} to {@code inputs} and returns its output. The name must be new. */
    public Tensor add(String layerName, Layer layer, List<Tensor> inputs) {
        String where = "network " + name + ", layer " + layerName;
        if (!names.add(layerName)) {
            throw new BadInputException("the name is used twice", where, "give each layer a name of its own");
        }
        if (!layer.acceptsInputs(inputs.size())) {
            throw new BadInputException(
                    "a " + layer.type() + " layer with " + inputs.size() + " inputs", where, "connect it differently");
        }
        List<Node> sources = new ArrayList<>();
        for (Tensor input : inputs) {
            sources.add(input.nodeOf(this));
        }
        Node node = new Node(nodes.size(), layerName, layer, sources, shapeOf(layer, sources, where));
        nodes.add(node);
        return new Tensor(this, node, layerName);
    }

    public Network build() {
        if (nodes.isEmpty()) {
            throw new BadInputException("it has no layers", "network " + name, "add an input and layers");
        }
        return new Network(name, nodes);
    }

    /** {@code wanted}, or if a layer has that name already, the first of {@code wanted-2}, {@code wanted-3}, ... that is free. */
    public String freeName(String wanted) {
        String candidate = wanted;
        for (int number = 2; names.contains(candidate); number++) {
            candidate = wanted + "-" + number;
        }
        return candidate;
    }

    private static Shape shapeOf(Layer layer, List<Node> sources, String where) {
        try {
            return layer.outputShape(sources.stream().map(Node::output).toList());
        } catch (BadInputException e) {
            throw e.at(where);
        } catch (ArithmeticException e) {
            throw new BadInputException("the output is too large to count", where, "use smaller shapes");
        }
    }
}
