package macjoule.bench.engine.nd4j.dl4j;

import java.util.Arrays;
import java.util.List;
import macjoule.bench.engine.Affine;
import macjoule.bench.engine.Formulas;
import macjoule.bench.engine.ScaleFolding;
import macjoule.bench.engine.Statistics;
import macjoule.bench.engine.WeightSource;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Node;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Puts the weights of a seed into the layers of a graph. */
final class LayerFiller {
    private final ComputationGraph graph;
    private final String name;

    private LayerFiller(ComputationGraph graph, String name) {
        this.graph = graph;
        this.name = name;
    }

    static void fill(ComputationGraph graph, String name, Node node, WeightSource weights, ScaleFolding folding) {
        LayerFiller filler = new LayerFiller(graph, name);
        Layer layer = node.layer();
        if (layer instanceof Convolution convolution && convolution.isDepthwise(node.input())) {
            filler.fillDepthwise(
                    weights.weights(node), convolution, node.input().channels());
        } else if (layer instanceof Convolution) {
            filler.set("W", weights.weights(node));
        } else if (layer instanceof Layer.FullyConnected connected) {
            // Deeplearning4j keeps [input][output].
            INDArray matrix = Nd4j.create(
                    weights.weights(node),
                    new long[] {connected.outputs(), node.input().elements()},
                    'c');
            filler.parameter("W").assign(matrix.transpose());
            matrix.close();
        } else if (layer instanceof Layer.BatchNorm) {
            Statistics statistics = weights.statistics(node);
            filler.setNormalisation(statistics.mean(), statistics.variance(), folding.affine(node, weights));
        } else if (layer instanceof Layer.Scale) {
            float[] variance = new float[node.output().channels()];
            Arrays.fill(variance, (float) (1 - Formulas.BATCH_NORM_EPSILON));
            filler.setNormalisation(new float[variance.length], variance, weights.affine(node));
        } else if (layer instanceof Layer.Activation activation && activation.function() == Function.PRELU) {
            filler.set("W", weights.slopes(node));
        }
        if (WeightSource.hasBias(layer)) {
            filler.set("b", weights.bias(node));
        }
    }

    static void fillGroups(ComputationGraph graph, List<String> names, Node node, WeightSource weights) {
        float[] filters = weights.weights(node);
        float[] bias = weights.bias(node);
        for (int group = 0; group < names.size(); group++) {
            LayerFiller filler = new LayerFiller(graph, names.get(group));
            filler.set("W", part(filters, group, names.size()));
            if (WeightSource.hasBias(node.layer())) {
                filler.set("b", part(bias, group, names.size()));
            }
        }
    }

    /** From [channel][multiplier][row][column] to [row][column][channel][multiplier]. */
    private void fillDepthwise(float[] filters, Convolution convolution, int channels) {
        int area = convolution.window().area();
        long[] shape = {channels, convolution.filters() / channels, area};
        INDArray reordered = Nd4j.create(filters, shape, 'c').permute(2, 0, 1);
        parameter("W").assign(reordered.dup('c').reshape('c', parameter("W").shape()));
    }

    private void setNormalisation(float[] mean, float[] variance, Affine affine) {
        set("mean", mean);
        set("var", variance);
        set("gamma", affine.factor());
        set("beta", affine.summand());
    }

    private void set(String parameter, float[] values) {
        INDArray target = parameter(parameter);
        INDArray source = Nd4j.create(values, target.shape(), 'c');
        target.assign(source);
        source.close();
    }

    private INDArray parameter(String parameter) {
        return graph.getLayer(name).getParam(parameter);
    }

    private static float[] part(float[] values, int part, int parts) {
        int size = values.length / parts;
        return Arrays.copyOfRange(values, part * size, (part + 1) * size);
    }
}
