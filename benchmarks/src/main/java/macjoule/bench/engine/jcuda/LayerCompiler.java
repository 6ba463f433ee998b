package macjoule.bench.engine.jcuda;

import java.util.ArrayList;
import java.util.List;
import macjoule.bench.engine.ScaleFolding;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.driver.Launch;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;
import macjoule.model.net.Pad;
import macjoule.model.net.Reshape;
import macjoule.model.net.Upsample;

/** Turns a layer into the launches that compute it. */
final class LayerCompiler {
    private final int batch;
    private final Precision precision;
    private final Fusion fusion;
    private final ConvolutionCompiler convolutions;
    private final WindowKernels windows;
    private final PointwiseKernels pointwise;
    private final ChannelKernels channels;

    LayerCompiler(
            Gpu gpu,
            Precision precision,
            int batch,
            WeightSource weights,
            DevicePool pool,
            Fusion fusion,
            ScaleFolding folding,
            ConvolutionLibrary library,
            Tuner tuner) {
        this.batch = batch;
        this.precision = precision;
        this.fusion = fusion;
        Helpers helpers = new Helpers(gpu);
        convolutions = new ConvolutionCompiler(gpu, precision, weights, pool, tuner, library);
        windows = new WindowKernels(helpers, precision, batch);
        pointwise = new PointwiseKernels(helpers, precision, batch, weights, pool, folding);
        channels = new ChannelKernels(helpers, precision, batch);
    }

    List<Step> compile(Node node, List<Maps> inputs, Maps output) {
        Layer layer = node.layer();
        Maps input = inputs.get(0);
        int function = fusion.functionAfter(node);
        if (layer instanceof Convolution convolution) {
            ConvolutionShape shape = ConvolutionShape.of(node, convolution, batch);
            return convolutions.compile(node, shape, input, output, function);
        }
        if (layer instanceof Layer.FullyConnected connected) {
            ConvolutionShape shape =
                    ConvolutionShape.connecting(input.shape(), connected.outputs(), batch, precision.isChannelsLast());
            return convolutions.compile(node, shape, input, output, function);
        }
        if (layer instanceof Layer.ElementWise elementWise) {
            return Step.all(node, combine(elementWise.operation(), inputs, output, function), "");
        }
        if (layer instanceof Layer.Concat) {
            return Step.all(node, stack(inputs, output), "");
        }
        return List.of(Step.of(node, single(node, input, output, function)));
    }

    private Launch single(Node node, Maps input, Maps output, int function) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Pooling pooling) {
            return windows.pool(pooling, input, output);
        }
        if (layer instanceof Layer.GlobalPooling pooling) {
            return windows.poolGlobally(pooling.mode(), input, output);
        }
        if (layer instanceof Layer.BatchNorm) {
            return pointwise.normalise(node, input, output, function);
        }
        if (layer instanceof Layer.Scale) {
            return pointwise.scale(node, input, output, function);
        }
        if (layer instanceof Layer.Activation activation) {
            return pointwise.activate(node, activation.function(), input, output);
        }
        if (layer instanceof Layer.LocalResponseNorm lrn) {
            return channels.normaliseLocally(lrn.size(), input, output);
        }
        if (layer instanceof Layer.Softmax) {
            return channels.softmax(input, output);
        }
        if (layer instanceof Layer.Flatten || layer instanceof Reshape) {
            return channels.reshape(input, output);
        }
        if (layer instanceof Pad pad) {
            return windows.pad(pad, input, output);
        }
        if (layer instanceof Upsample upsample) {
            return windows.upsample(upsample, input, output);
        }
        throw new IllegalStateException("no kernel for " + node);
    }

    /** The first two, then each further one with what has come of those before it. */
    private List<Launch> combine(Layer.ElementWise.Operation operation, List<Maps> inputs, Maps output, int function) {
        List<Launch> launches = new ArrayList<>();
        Maps sofar = inputs.get(0);
        for (int i = 1; i < inputs.size(); i++) {
            int after = i == inputs.size() - 1 ? function : 0;
            launches.add(pointwise.combine(operation, sofar, inputs.get(i), output, after));
            sofar = output;
        }
        return launches;
    }

    private List<Launch> stack(List<Maps> inputs, Maps output) {
        List<Launch> launches = new ArrayList<>();
        int first = 0;
        for (Maps input : inputs) {
            launches.add(channels.copyChannels(input, output, first));
            first += input.shape().channels();
        }
        return launches;
    }
}
