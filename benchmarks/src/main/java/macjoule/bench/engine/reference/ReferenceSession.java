package macjoule.bench.engine.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;
import macjoule.model.net.Pad;
import macjoule.model.net.Reshape;
import macjoule.model.net.Upsample;
import org.jspecify.annotations.Nullable;

/** Computes node after node and keeps every result. */
final class ReferenceSession implements Session {
    private final Workload workload;
    private final WeightSource weights;
    private @Nullable Maps result;

    ReferenceSession(Workload workload, WeightSource weights) {
        this.workload = workload;
        this.weights = weights;
    }

    @Override
    public void run() {
        Map<Node, Maps> results = new HashMap<>();
        for (Node node : workload.network().nodes()) {
            List<Maps> inputs = node.inputs().stream()
                    .map(input -> Objects.requireNonNull(results.get(input)))
                    .toList();
            results.put(node, compute(node, inputs));
        }
        result = results.get(workload.result());
    }

    private Maps compute(Node node, List<Maps> inputs) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Input) {
            return Maps.of(workload.batch(), node.output(), weights.input(node, workload.batch()));
        }
        if (layer instanceof Layer.ElementWise elementWise) {
            return Pointwise.combine(elementWise.operation(), inputs, node.output());
        }
        if (layer instanceof Layer.Concat) {
            return Pointwise.stack(inputs, node.output());
        }
        return compute(node, inputs.get(0));
    }

    private Maps compute(Node node, Maps input) {
        Layer layer = node.layer();
        if (layer instanceof Convolution convolution) {
            return Windows.convolve(convolution, input, node.output(), weights.weights(node), weights.bias(node));
        }
        if (layer instanceof Layer.FullyConnected connected) {
            return Pointwise.fullyConnect(input, connected.outputs(), weights.weights(node), weights.bias(node));
        }
        if (layer instanceof Layer.Pooling pooling) {
            return Windows.pool(pooling, input, node.output());
        }
        if (layer instanceof Layer.GlobalPooling pooling) {
            return Pointwise.poolGlobally(pooling.mode(), input);
        }
        if (layer instanceof Layer.Flatten || layer instanceof Reshape) {
            return input.as(node.output());
        }
        if (layer instanceof Pad pad) {
            return Windows.pad(pad, input, node.output());
        }
        if (layer instanceof Upsample upsample) {
            return Windows.upsample(upsample, input, node.output());
        }
        if (layer instanceof Layer.SameShape sameShape) {
            return compute(node, sameShape, input);
        }
        throw new IllegalStateException("no loops for " + node);
    }

    private Maps compute(Node node, Layer.SameShape layer, Maps input) {
        if (layer instanceof Layer.BatchNorm) {
            return Pointwise.scale(Pointwise.normalise(input, weights.statistics(node)), weights.affine(node));
        }
        if (layer instanceof Layer.Scale) {
            return Pointwise.scale(input, weights.affine(node));
        }
        if (layer instanceof Layer.Activation activation) {
            return Pointwise.activate(activation.function(), input, weights.slopes(node));
        }
        if (layer instanceof Layer.LocalResponseNorm lrn) {
            return Pointwise.normaliseLocally(lrn.size(), input);
        }
        if (layer instanceof Layer.Softmax) {
            return Pointwise.softmax(input);
        }
        if (layer instanceof Layer.Dropout) {
            return input;
        }
        throw new IllegalStateException("no loops for " + node);
    }

    @Override
    public void synchronise() {}

    @Override
    public float[] output() {
        if (result == null) {
            throw new IllegalStateException("no output before the first run");
        }
        double[] values = result.values();
        float[] output = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            output[i] = (float) values[i];
        }
        return output;
    }

    @Override
    public void close() {
        result = null;
    }
}
