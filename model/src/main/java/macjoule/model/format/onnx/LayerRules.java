package macjoule.model.format.onnx;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Activations;
import macjoule.model.format.graph.Assembly;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.ElementWise.Operation;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;

/** What each ONNX operator computes. */
final class LayerRules {
    private final Assembly assembly;
    private final Constants constants;
    private final Biases biases;
    private final ShapeRules shapes;

    LayerRules(Assembly assembly, OnnxGraph graph) {
        this.assembly = assembly;
        this.constants = new Constants(assembly, graph.constants());
        this.biases = new Biases(graph);
        this.shapes = new ShapeRules(assembly, constants);
    }

    void apply(OnnxNode node) {
        if (constants.fold(node)) {
            return;
        }
        switch (node.operator()) {
            case "Conv" -> add(node, convolution(node));
            case "Gemm" -> add(node, generalProduct(node));
            case "MatMul" -> add(node, product(node));
            case "BatchNormalization" -> add(node, new Layer.BatchNorm());
            case "MaxPool" -> add(node, pooling(node, Mode.MAX));
            case "AveragePool" -> add(node, pooling(node, Mode.AVERAGE));
            case "GlobalMaxPool" -> add(node, new Layer.GlobalPooling(Mode.MAX));
            case "GlobalAveragePool" -> add(node, new Layer.GlobalPooling(Mode.AVERAGE));
            case "ReduceMean" -> add(node, mean(node));
            case "Add", "Sum", "Sub", "Mean" -> sum(node);
            case "Mul", "Div" -> elementWise(node, Operation.PRODUCT);
            case "Max", "Min" -> elementWise(node, Operation.MAX);
            case "LRN" -> add(node, new Layer.LocalResponseNorm(Math.toIntExact(node.integer("size", 0))));
            case "Dropout" -> add(node, new Layer.Dropout());
            case "Softmax", "LogSoftmax" -> add(node, new Layer.Softmax());
            case "Identity", "Cast" -> assembly.alias(node.output(), node.input(0));
            // Nearly always written for ReLU6; any other bounds cost the same.
            case "Clip" -> add(node, new Layer.Activation(Layer.Activation.Function.RELU6));
            default ->
                Activations.find(node.operator())
                        .map(Layer.Activation::new)
                        .ifPresentOrElse(known -> add(node, known), () -> rearrange(node));
        }
    }

    private void rearrange(OnnxNode node) {
        switch (node.operator()) {
            case "Concat" -> {
                List<String> inputs = varying(node);
                assembly.add(node.label(), shapes.concat(node, inputs), inputs, node.output());
            }
            case "Flatten" -> add(node, shapes.flatten(node));
            case "Reshape" -> add(node, shapes.reshape(node));
            case "Squeeze", "Unsqueeze" -> add(node, shapes.sameElements(node));
            case "Transpose" -> add(node, shapes.transpose(node));
            case "Pad" -> add(node, shapes.pad(node));
            case "Upsample", "Resize" -> add(node, shapes.resize(node));
            default -> assembly.unknown(node.operator(), varying(node), node.outputs());
        }
    }

    /** A layer that reads the first input; the others are constants. */
    private void add(OnnxNode node, Layer layer) {
        assembly.add(node.label(), layer, List.of(node.input(0)), node.output());
    }

    private Convolution convolution(OnnxNode node) {
        List<Long> weights = constants.require(node.input(1)).dims();
        if (weights.size() != 4) {
            throw new BadInputException(
                    "weights of the dimensions " + weights, "Conv", "only convolutions over images can be read");
        }
        Shape input = assembly.shape(node.input(0));
        long groups = node.integer("group", 1);
        if (Math.multiplyExact(weights.get(1), groups) != input.channels()) {
            throw new BadInputException(
                    "weights for " + weights.get(1) + " channels in " + groups + " groups read " + input.channels()
                            + " channels",
                    "Conv",
                    "give an input that fits the weights");
        }
        return new Convolution(
                Math.toIntExact(weights.get(0)),
                Windows.of(node, weights.subList(2, 4), input),
                Math.toIntExact(groups),
                node.hasInput(2));
    }

    private Layer generalProduct(OnnxNode node) {
        List<Long> weights = matrix(node);
        boolean transposed = node.integer("transB", 0) != 0;
        return connected(node, weights.get(transposed ? 1 : 0), weights.get(transposed ? 0 : 1), node.hasInput(2));
    }

    private Layer product(OnnxNode node) {
        List<Long> weights = matrix(node);
        return connected(node, weights.get(0), weights.get(1), biases.follows(node));
    }

    private List<Long> matrix(OnnxNode node) {
        List<Long> weights = constants.require(node.input(1)).dims();
        if (weights.size() != 2) {
            throw new BadInputException(
                    "weights of the dimensions " + weights, node.operator(), "only products with a matrix can be read");
        }
        return weights;
    }

    private Layer connected(OnnxNode node, long inputs, long outputs, boolean bias) {
        Shape input = assembly.shape(node.input(0));
        if (!input.equals(Shape.vector(input.channels())) || input.channels() != inputs) {
            throw new BadInputException(
                    "weights for " + inputs + " features read " + input,
                    node.operator(),
                    "give an input that fits the weights");
        }
        return new Layer.FullyConnected(Math.toIntExact(outputs), bias);
    }

    private Layer pooling(OnnxNode node, Mode mode) {
        Rounding rounding = node.integer("ceil_mode", 0) != 0 ? Rounding.UP : Rounding.DOWN;
        return new Layer.Pooling(mode, Windows.of(node, List.of(), assembly.shape(node.input(0))), rounding);
    }

    /** The mean over height and width is a pooling; before opset 18 the axes were an attribute. */
    private Layer mean(OnnxNode node) {
        List<Long> axes =
                node.hasInput(1) ? constants.require(node.input(1)).integers() : node.integers("axes", List.of());
        if (!axes.equals(List.of(2L, 3L)) && !axes.equals(List.of(-2L, -1L))) {
            throw new BadInputException(
                    "a mean over the axes " + axes, "axes", "only height and width can be averaged");
        }
        return new Layer.GlobalPooling(Mode.AVERAGE);
    }

    private void sum(OnnxNode node) {
        if (biases.isBias(node)) {
            assembly.alias(node.output(), varying(node).get(0));
        } else {
            elementWise(node, Operation.SUM);
        }
    }

    private void elementWise(OnnxNode node, Operation operation) {
        assembly.add(node.label(), new Layer.ElementWise(operation), varying(node), node.output());
    }

    /** The inputs that depend on the image. */
    private List<String> varying(OnnxNode node) {
        return node.inputs().stream()
                .filter(input -> !input.isEmpty() && !constants.has(input))
                .toList();
    }
}
