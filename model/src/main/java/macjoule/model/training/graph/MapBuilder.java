package macjoule.model.training.graph;

import java.util.ArrayList;
import java.util.List;

/** Collects layers over feature maps, the way keras.applications lays out its networks. */
final class MapBuilder {

    /** The output of a layer: a feature map for each image of the batch. */
    record FeatureMap(String layer, int height, int width, int channels) {
        FeatureMap named(String newLayer) {
            return new FeatureMap(newLayer, height, width, channels);
        }

        long elements() {
            return (long) height * width * channels;
        }
    }

    private final String name;
    private final int batch;
    private final List<TrainingLayer> layers = new ArrayList<>();

    MapBuilder(String name, int batch) {
        TrainingGraph.requireBatch(name, batch);
        this.name = name;
        this.batch = batch;
    }

    TrainingGraph build() {
        return new TrainingGraph(name, batch, layers);
    }

    FeatureMap input(String layer, int size, int channels) {
        FeatureMap map = new FeatureMap(layer, size, size, channels);
        layers.add(TrainingLayer.input(layer, batch * map.elements(), (long) batch * size));
        return map;
    }

    FeatureMap pad(String layer, FeatureMap in, int total) {
        FeatureMap out = new FeatureMap(layer, in.height() + total, in.width() + total, in.channels());
        return add(LayerType.ZERO_PADDING, out, 0, 0, in);
    }

    /** A convolution; {@code padded} keeps the size but for the stride, otherwise only whole windows count. */
    FeatureMap conv(String layer, FeatureMap in, int filters, int kernel, int stride, boolean padded, boolean bias) {
        FeatureMap out = slid(layer, in, kernel, stride, padded, filters);
        long weights = (long) kernel * kernel * in.channels() * filters;
        long ops = batch * (long) out.height() * out.width() * weights;
        return add(LayerType.CONVOLUTION, out, weights + (bias ? filters : 0), ops, in);
    }

    FeatureMap depthwise(String layer, FeatureMap in, int kernel, int stride, boolean padded) {
        FeatureMap out = slid(layer, in, kernel, stride, padded, in.channels());
        long weights = (long) kernel * kernel * in.channels();
        long ops = batch * (long) out.height() * out.width() * weights;
        return add(LayerType.DEPTHWISE_CONVOLUTION, out, weights, ops, in);
    }

    /** Scale, shift and the two running moments are all counted, as keras counts them. */
    FeatureMap batchNorm(String layer, FeatureMap in) {
        return add(LayerType.BATCH_NORM, in.named(layer), 4L * in.channels(), batch * in.elements(), in);
    }

    FeatureMap relu(String layer, FeatureMap in) {
        return add(LayerType.ACTIVATION, in.named(layer), 0, batch * in.elements(), in);
    }

    FeatureMap plus(String layer, FeatureMap first, FeatureMap second) {
        return add(LayerType.ADD, first.named(layer), 0, batch * first.elements(), first, second);
    }

    FeatureMap maxPool(String layer, FeatureMap in, int kernel, int stride) {
        FeatureMap out = slid(layer, in, kernel, stride, false, in.channels());
        return add(LayerType.MAX_POOLING, out, 0, batch * out.elements() * kernel * kernel, in);
    }

    FeatureMap globalAveragePool(String layer, FeatureMap in) {
        FeatureMap out = new FeatureMap(layer, 1, 1, in.channels());
        return add(LayerType.AVERAGE_POOLING, out, 0, batch * in.elements(), in);
    }

    FeatureMap dense(String layer, FeatureMap in, int outputs) {
        long weights = in.elements() * outputs;
        FeatureMap out = new FeatureMap(layer, 1, 1, outputs);
        return add(LayerType.FULLY_CONNECTED, out, weights + outputs, batch * weights, in);
    }

    FeatureMap softmax(String layer, FeatureMap in) {
        return add(LayerType.SOFTMAX, in.named(layer), 0, batch * in.elements(), in);
    }

    private static FeatureMap slid(String layer, FeatureMap in, int kernel, int stride, boolean padded, int channels) {
        int lost = padded ? 0 : kernel - 1;
        return new FeatureMap(
                layer, (in.height() - lost + stride - 1) / stride, (in.width() - lost + stride - 1) / stride, channels);
    }

    private FeatureMap add(LayerType type, FeatureMap out, long weights, long ops, FeatureMap... inputs) {
        List<String> names = new ArrayList<>();
        for (FeatureMap input : inputs) {
            names.add(input.layer());
        }
        layers.add(TrainingLayer.of(out.layer(), type, names, batch * out.elements(), (long) batch * out.height(), ops)
                .withWeights(weights));
        return out;
    }
}
