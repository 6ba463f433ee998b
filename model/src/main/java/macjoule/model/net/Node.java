package macjoule.model.net;

import java.util.List;

/**
 * One layer in its place in a network. Two nodes are the same only if they are the same object.
 */
public final class Node {
    private final int index;
    private final String name;
    private final Layer layer;
    private final List<Node> inputs;
    private final Shape output;

    Node(int index, String name, Layer layer, List<Node> inputs, Shape output) {
        this.index = index;
        this.name = name;
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.output = output;
    }

    /** The position in {@link Network#nodes()}; always larger than that of every input. */
    public int index() {
        return index;
    }

    public String name() {
        return name;
    }

    public Layer layer() {
        return layer;
    }

    public List<Node> inputs() {
        return inputs;
    }

    /** The shape of the first input; for the network's input, its own shape. */
    public Shape input() {
        return inputs.isEmpty() ? output : inputs.get(0).output;
    }

    public Shape output() {
        return output;
    }

    /** The kind of layer, which for a depthwise convolution depends on what goes in. */
    public String type() {
        return layer instanceof Convolution convolution && convolution.isDepthwise(input())
                ? "depthwise-convolution"
                : layer.type();
    }

    @Override
    public String toString() {
        return name + " (" + type() + ", " + output + ")";
    }
}
