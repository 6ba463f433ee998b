package macjoule.bench.engine.nd4j.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import macjoule.bench.engine.ScaleFolding;
import macjoule.bench.engine.WeightSource;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.ElementWise.Operation;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Shape;
import macjoule.model.net.Upsample;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/** Builds the graph of a network. Maps are images of channels, rows and columns; vectors out of dense layers have no rows and columns. */
final class GraphCompiler {
    private final Network network;
    private final WeightSource weights;
    private final ScaleFolding folding;
    private final GraphBuilder graph;
    private final Map<Node, String> results = new HashMap<>();
    /** The results without rows and columns. */
    private final Set<String> vectors = new HashSet<>();

    private final List<Consumer<ComputationGraph>> fillers = new ArrayList<>();

    GraphCompiler(Network network, WeightSource weights) {
        this.network = network;
        this.weights = weights;
        this.folding = new ScaleFolding(network);
        this.graph = new NeuralNetConfiguration.Builder()
                // Overwritten anyway.
                .weightInit(WeightInit.ZERO)
                .activation(Activation.IDENTITY)
                .graphBuilder();
    }

    ComputationGraph compile() {
        for (Node node : network.nodes()) {
            if (node.layer() instanceof Layer.Input) {
                graph.addInputs(nameOf(node));
                results.put(node, nameOf(node));
            } else {
                results.put(node, add(node));
            }
        }
        graph.setOutputs(outputs());
        ComputationGraph compiled = new ComputationGraph(graph.build());
        compiled.init();
        fillers.forEach(filler -> filler.accept(compiled));
        return compiled;
    }

    /** The result of the network, then of what else nothing reads: Deeplearning4j wants each branch to lead to an output. */
    private String[] outputs() {
        List<Node> nodes = network.nodes();
        Set<Node> read = new HashSet<>();
        nodes.forEach(node -> read.addAll(node.inputs()));
        Set<String> outputs = new LinkedHashSet<>();
        outputs.add(resultOf(nodes.get(nodes.size() - 1)));
        nodes.stream()
                .filter(node -> !read.contains(node) && !(node.layer() instanceof Layer.Input))
                .forEach(node -> outputs.add(resultOf(node)));
        return outputs.toArray(String[]::new);
    }

    /** Adds what computes {@code node} and returns the name of its result. */
    private String add(Node node) {
        Layer layer = node.layer();
        if (folding.isFolded(node)) {
            return resultOf(node.inputs().get(0));
        }
        if (layer instanceof Layer.ElementWise elementWise) {
            return addCombined(node, new ElementWiseVertex(opOf(elementWise.operation())));
        }
        if (layer instanceof Layer.Concat) {
            return addCombined(node, new MergeVertex());
        }
        if (layer instanceof Convolution convolution) {
            return addConvolution(node, convolution);
        }
        if (layer instanceof Layer.Pooling pooling) {
            Fit fit = Fit.ofPooling(pooling, node).orElseThrow();
            String input = padded(node, asMap(node.inputs().get(0)), fit.zeros());
            return addLayer(nameOf(node), LayerMaker.pooling(pooling, fit), input);
        }
        if (layer instanceof Pad pad) {
            return padded(node, asMap(node.inputs().get(0)), pad.padding());
        }
        if (layer instanceof Upsample upsample) {
            return addLayer(
                    nameOf(node),
                    LayerMaker.upsampling(upsample),
                    asMap(node.inputs().get(0)));
        }
        if (layer instanceof Reshape) {
            return addReshaped(node);
        }
        if (layer instanceof Layer.FullyConnected || layer instanceof Layer.Softmax || layer instanceof Layer.Flatten) {
            String vector = asVector(node.inputs().get(0));
            return layer instanceof Layer.Flatten ? vector : addVectorLayer(node, vector);
        }
        String input = resultOf(node.inputs().get(0));
        String name = addLayer(nameOf(node), LayerMaker.simple(node), input);
        if (vectors.contains(input)) {
            vectors.add(name);
        }
        fillers.add(made -> LayerFiller.fill(made, name, node, weights, folding));
        return name;
    }

    private String addVectorLayer(Node node, String input) {
        String name = addLayer(nameOf(node), LayerMaker.simple(node), input);
        vectors.add(name);
        fillers.add(made -> LayerFiller.fill(made, name, node, weights, folding));
        return name;
    }

    private String addReshaped(Node node) {
        Shape shape = node.output();
        graph.addVertex(
                nameOf(node),
                new ReshapeVertex(-1, shape.channels(), shape.height(), shape.width()),
                resultOf(node.inputs().get(0)));
        return nameOf(node);
    }

    private String addCombined(Node node, org.deeplearning4j.nn.conf.graph.GraphVertex vertex) {
        boolean anyVector = node.inputs().stream().anyMatch(input -> vectors.contains(resultOf(input)));
        String[] inputs = node.inputs().stream()
                .map(input -> anyVector ? asVector(input) : resultOf(input))
                .toArray(String[]::new);
        graph.addVertex(nameOf(node), vertex, inputs);
        if (anyVector) {
            vectors.add(nameOf(node));
        }
        return nameOf(node);
    }

    private String addConvolution(Node node, Convolution convolution) {
        Fit fit = Fit.ofConvolution(convolution.window(), node.input(), node.output());
        String input = padded(node, asMap(node.inputs().get(0)), fit.zeros());
        boolean split = convolution.groups() > 1 && !convolution.isDepthwise(node.input());
        return split ? addGroups(node, convolution, fit, input) : addWhole(node, convolution, fit, input);
    }

    private String addWhole(Node node, Convolution convolution, Fit fit, String input) {
        org.deeplearning4j.nn.conf.layers.Layer layer = convolution.isDepthwise(node.input())
                ? LayerMaker.depthwise(convolution, node.input().channels(), fit)
                : LayerMaker.convolution(convolution, node.input().channels(), convolution.filters(), fit);
        String name = addLayer(nameOf(node), layer, input);
        fillers.add(made -> LayerFiller.fill(made, name, node, weights, folding));
        return name;
    }

    /** Deeplearning4j knows no groups: each is a convolution of its own on some of the channels. */
    private String addGroups(Node node, Convolution convolution, Fit fit, String input) {
        int groups = convolution.groups();
        int channels = node.input().channels() / groups;
        int filters = convolution.filters() / groups;
        String[] parts = new String[groups];
        for (int group = 0; group < groups; group++) {
            String some = nameOf(node) + "-channels-" + group;
            graph.addVertex(some, new SubsetVertex(group * channels, (group + 1) * channels - 1), input);
            parts[group] = addLayer(
                    nameOf(node) + "-group-" + group,
                    LayerMaker.convolution(convolution, channels, filters, fit),
                    some);
        }
        graph.addVertex(nameOf(node), new MergeVertex(), parts);
        fillers.add(made -> LayerFiller.fillGroups(made, List.of(parts), node, weights));
        return nameOf(node);
    }

    private String padded(Node node, String input, Padding zeros) {
        if (zeros.equals(Padding.NONE)) {
            return input;
        }
        ZeroPaddingLayer padding =
                new ZeroPaddingLayer.Builder(zeros.top(), zeros.bottom(), zeros.left(), zeros.right()).build();
        return addLayer(nameOf(node) + "-padding", padding, input);
    }

    private String addLayer(String name, org.deeplearning4j.nn.conf.layers.Layer layer, String input) {
        graph.addLayer(name, layer, input);
        return name;
    }

    /** The result of {@code node} without rows and columns, in the order of channels, rows, columns. */
    private String asVector(Node node) {
        String result = resultOf(node);
        String flat = result + "-flat";
        if (vectors.contains(result) || vectors.contains(flat)) {
            return vectors.contains(flat) ? flat : result;
        }
        Shape shape = node.output();
        graph.addVertex(
                flat,
                new PreprocessorVertex(
                        new CnnToFeedForwardPreProcessor(shape.height(), shape.width(), shape.channels())),
                result);
        vectors.add(flat);
        return flat;
    }

    /** The result of {@code node} as a map, which for a vector has one row and one column. */
    private String asMap(Node node) {
        String result = resultOf(node);
        if (!vectors.contains(result)) {
            return result;
        }
        String map = result + "-map-" + results.size();
        graph.addVertex(
                map,
                new PreprocessorVertex(
                        new FeedForwardToCnnPreProcessor(1, 1, node.output().channels())),
                result);
        return map;
    }

    private String resultOf(Node node) {
        return Objects.requireNonNull(results.get(node));
    }

    /** Without the characters that may stand in the names of a model. */
    private static String nameOf(Node node) {
        return "n" + node.index();
    }

    private static ElementWiseVertex.Op opOf(Operation operation) {
        return switch (operation) {
            case SUM -> ElementWiseVertex.Op.Add;
            case PRODUCT -> ElementWiseVertex.Op.Product;
            case MAX -> ElementWiseVertex.Op.Max;
        };
    }
}
