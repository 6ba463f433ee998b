package macjoule.bench.engine.nd4j.dl4j;

import macjoule.bench.engine.Formulas;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Node;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;

/** The Deeplearning4j layer for each kind of layer. */
final class LayerMaker {
    private LayerMaker() {}

    static ConvolutionLayer convolution(Convolution convolution, int channels, int filters, Fit fit) {
        Window window = convolution.window();
        return new ConvolutionLayer.Builder(window.kernelHeight(), window.kernelWidth())
                .stride(window.strideHeight(), window.strideWidth())
                .dilation(window.dilationHeight(), window.dilationWidth())
                .padding(padding(window, fit))
                .convolutionMode(modeOf(fit))
                .hasBias(convolution.bias())
                .nIn(channels)
                .nOut(filters)
                .build();
    }

    static DepthwiseConvolution2D depthwise(Convolution convolution, int channels, Fit fit) {
        Window window = convolution.window();
        return new DepthwiseConvolution2D.Builder(window.kernelHeight(), window.kernelWidth())
                .stride(window.strideHeight(), window.strideWidth())
                .dilation(window.dilationHeight(), window.dilationWidth())
                .padding(padding(window, fit))
                .convolutionMode(modeOf(fit))
                .hasBias(convolution.bias())
                .depthMultiplier(convolution.filters() / channels)
                .nIn(channels)
                .nOut(convolution.filters())
                .build();
    }

    static SubsamplingLayer pooling(Layer.Pooling pooling, Fit fit) {
        Window window = pooling.window();
        return new SubsamplingLayer.Builder(typeOf(pooling.mode()))
                .kernelSize(window.kernelHeight(), window.kernelWidth())
                .stride(window.strideHeight(), window.strideWidth())
                .dilation(window.dilationHeight(), window.dilationWidth())
                .padding(padding(window, fit))
                .convolutionMode(modeOf(fit))
                .avgPoolIncludePadInDivisor(fit.countPadding())
                .build();
    }

    static Upsampling2D upsampling(Upsample upsample) {
        return new Upsampling2D.Builder()
                .size(new int[] {upsample.vertical(), upsample.horizontal()})
                .build();
    }

    /** The layers that need nothing but what stands in the model. */
    static org.deeplearning4j.nn.conf.layers.Layer simple(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Layer.FullyConnected connected) {
            return new DenseLayer.Builder()
                    .nIn(node.input().elements())
                    .nOut(connected.outputs())
                    .hasBias(connected.bias())
                    .build();
        }
        if (layer instanceof Layer.GlobalPooling pooling) {
            return new GlobalPoolingLayer.Builder(typeOf(pooling.mode()))
                    .collapseDimensions(false)
                    .build();
        }
        if (layer instanceof Layer.BatchNorm || layer instanceof Layer.Scale) {
            return new BatchNormalization.Builder()
                    .nIn(node.input().channels())
                    .nOut(node.input().channels())
                    .eps(Formulas.BATCH_NORM_EPSILON)
                    .useLogStd(false)
                    .build();
        }
        if (layer instanceof Layer.Activation activation) {
            return activation(activation.function(), node);
        }
        if (layer instanceof Layer.LocalResponseNorm lrn) {
            return new LocalResponseNormalization.Builder(
                            Formulas.LRN_K, lrn.size(), Formulas.LRN_ALPHA / lrn.size(), Formulas.LRN_BETA)
                    .build();
        }
        if (layer instanceof Layer.Dropout) {
            return new DropoutLayer.Builder(0.5).build();
        }
        if (layer instanceof Layer.Softmax) {
            return new ActivationLayer(Activation.SOFTMAX);
        }
        throw new IllegalStateException("no Deeplearning4j layer for " + node);
    }

    private static org.deeplearning4j.nn.conf.layers.Layer activation(Function function, Node node) {
        return switch (function) {
            case RELU -> new ActivationLayer(Activation.RELU);
            case RELU6 -> new ActivationLayer(Activation.RELU6);
            case LEAKY_RELU -> layer(new ActivationLReLU(Formulas.LEAKY_SLOPE));
            case ELU -> layer(new ActivationELU());
            case SIGMOID -> new ActivationLayer(Activation.SIGMOID);
            case TANH -> new ActivationLayer(Activation.TANH);
            case HARD_SIGMOID -> new ActivationLayer(Activation.HARDSIGMOID);
            case SWISH -> new ActivationLayer(Activation.SWISH);
            case MISH -> new ActivationLayer(Activation.MISH);
            case PRELU ->
                new PReLULayer.Builder()
                        .inputShape(
                                node.output().channels(),
                                node.output().height(),
                                node.output().width())
                        .sharedAxes(2, 3)
                        .build();
            case HARD_SWISH, GELU -> throw new IllegalStateException("no Deeplearning4j layer for " + node);
        };
    }

    private static ActivationLayer layer(IActivation function) {
        return new ActivationLayer(function);
    }

    private static int[] padding(Window window, Fit fit) {
        return fit.kind() == Fit.Kind.TRUNCATE
                ? new int[] {window.padding().top(), window.padding().left()}
                : new int[] {0, 0};
    }

    private static ConvolutionMode modeOf(Fit fit) {
        return fit.kind() == Fit.Kind.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    }

    private static PoolingType typeOf(Layer.Pooling.Mode mode) {
        return mode == Layer.Pooling.Mode.MAX ? PoolingType.MAX : PoolingType.AVG;
    }
}
