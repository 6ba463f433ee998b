package macjoule.bench.engine.cudnn;

import static macjoule.bench.engine.cudnn.Cudnn.check;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ACTIVATION_IDENTITY;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CROSS_CORRELATION;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_NOT_PROPAGATE_NAN;
import static org.bytedeco.cuda.global.cudnn.cudnnAddTensor;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionBiasActivationForward;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionForward;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateActivationDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateConvolutionDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateFilterDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateTensorDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroyActivationDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroyConvolutionDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroyFilterDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroyTensorDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionForwardWorkspaceSize;
import static org.bytedeco.cuda.global.cudnn.cudnnSetActivationDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolution2dDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolutionGroupCount;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolutionMathType;
import static org.bytedeco.cuda.global.cudnn.cudnnSetFilter4dDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetTensor4dDescriptor;

import macjoule.model.net.Convolution;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;
import org.bytedeco.cuda.cudnn.cudnnActivationStruct;
import org.bytedeco.cuda.cudnn.cudnnConvolutionStruct;
import org.bytedeco.cuda.cudnn.cudnnFilterStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * One convolution as cuDNN describes it. The graph interface that these calls are deprecated for chooses algorithms itself; here one
 * must be named.
 */
@SuppressWarnings("deprecation")
final class ConvolutionPlan implements AutoCloseable {
    private final Cudnn cudnn;
    private final cudnnTensorStruct input = new cudnnTensorStruct();
    private final cudnnTensorStruct output = new cudnnTensorStruct();
    private final cudnnTensorStruct bias = new cudnnTensorStruct();
    private final cudnnFilterStruct filter = new cudnnFilterStruct();
    private final cudnnConvolutionStruct convolution = new cudnnConvolutionStruct();
    private final cudnnActivationStruct identity = new cudnnActivationStruct();
    private final FloatPointer one = new FloatPointer(1f);
    private final FloatPointer zero = new FloatPointer(0f);

    ConvolutionPlan(Cudnn cudnn, Precision precision, Convolution layer, Shape in, Shape out, int batch) {
        this.cudnn = cudnn;
        describe(input, precision, batch, in);
        describe(output, precision, batch, out);
        describe(bias, precision, 1, new Shape(out.channels(), 1, 1));
        describeFilter(precision, layer, in);
        describeWindow(precision, layer);
        check(cudnnCreateActivationDescriptor(identity), "cudnnCreateActivationDescriptor");
        check(
                cudnnSetActivationDescriptor(identity, CUDNN_ACTIVATION_IDENTITY, CUDNN_NOT_PROPAGATE_NAN, 0),
                "cudnnSetActivationDescriptor");
    }

    private static void describe(cudnnTensorStruct tensor, Precision precision, int batch, Shape shape) {
        check(cudnnCreateTensorDescriptor(tensor), "cudnnCreateTensorDescriptor");
        check(
                cudnnSetTensor4dDescriptor(
                        tensor,
                        precision.format(),
                        precision.type(),
                        batch,
                        shape.channels(),
                        shape.height(),
                        shape.width()),
                "cudnnSetTensor4dDescriptor");
    }

    private void describeFilter(Precision precision, Convolution layer, Shape in) {
        check(cudnnCreateFilterDescriptor(filter), "cudnnCreateFilterDescriptor");
        check(
                cudnnSetFilter4dDescriptor(
                        filter,
                        precision.type(),
                        precision.format(),
                        layer.filters(),
                        in.channels() / layer.groups(),
                        layer.window().kernelHeight(),
                        layer.window().kernelWidth()),
                "cudnnSetFilter4dDescriptor");
    }

    private void describeWindow(Precision precision, Convolution layer) {
        Window window = layer.window();
        check(cudnnCreateConvolutionDescriptor(convolution), "cudnnCreateConvolutionDescriptor");
        check(
                cudnnSetConvolution2dDescriptor(
                        convolution,
                        window.padding().top(),
                        window.padding().left(),
                        window.strideHeight(),
                        window.strideWidth(),
                        window.dilationHeight(),
                        window.dilationWidth(),
                        CUDNN_CROSS_CORRELATION,
                        CUDNN_DATA_FLOAT),
                "cudnnSetConvolution2dDescriptor");
        check(cudnnSetConvolutionMathType(convolution, precision.math()), "cudnnSetConvolutionMathType");
        check(cudnnSetConvolutionGroupCount(convolution, layer.groups()), "cudnnSetConvolutionGroupCount");
    }

    /** The memory that an algorithm works in beside its operands. */
    long workspaceBytes(Algorithm algorithm) {
        try (SizeTPointer bytes = new SizeTPointer(1)) {
            check(
                    cudnnGetConvolutionForwardWorkspaceSize(
                            cudnn.handle(), input, filter, convolution, output, algorithm.code(), bytes),
                    "cudnnGetConvolutionForwardWorkspaceSize for " + algorithm.id());
            return bytes.get();
        }
    }

    /** What a run works on: addresses on the device. A bias of 0 is none. */
    record Operands(long input, long weights, long bias, long output, long workspace, long workspaceBytes) {}

    /** Starts the convolution. Only {@link Algorithm#IMPLICIT_PRECOMP_GEMM} adds the bias as it goes; others need a second pass. */
    void run(Algorithm algorithm, Operands on) {
        if (on.bias() != 0 && algorithm == Algorithm.IMPLICIT_PRECOMP_GEMM) {
            runFused(algorithm, on);
            return;
        }
        check(
                cudnnConvolutionForward(
                        cudnn.handle(),
                        one,
                        input,
                        new DeviceAddress(on.input()),
                        filter,
                        new DeviceAddress(on.weights()),
                        convolution,
                        algorithm.code(),
                        new DeviceAddress(on.workspace()),
                        on.workspaceBytes(),
                        zero,
                        output,
                        new DeviceAddress(on.output())),
                "cudnnConvolutionForward by " + algorithm.id());
        if (on.bias() != 0) {
            check(
                    cudnnAddTensor(
                            cudnn.handle(),
                            one,
                            bias,
                            new DeviceAddress(on.bias()),
                            one,
                            output,
                            new DeviceAddress(on.output())),
                    "cudnnAddTensor");
        }
    }

    private void runFused(Algorithm algorithm, Operands on) {
        check(
                cudnnConvolutionBiasActivationForward(
                        cudnn.handle(),
                        one,
                        input,
                        new DeviceAddress(on.input()),
                        filter,
                        new DeviceAddress(on.weights()),
                        convolution,
                        algorithm.code(),
                        new DeviceAddress(on.workspace()),
                        on.workspaceBytes(),
                        zero,
                        output,
                        new DeviceAddress(on.output()),
                        bias,
                        new DeviceAddress(on.bias()),
                        identity,
                        output,
                        new DeviceAddress(on.output())),
                "cudnnConvolutionBiasActivationForward by " + algorithm.id());
    }

    @Override
    public void close() {
        cudnnDestroyActivationDescriptor(identity);
        cudnnDestroyConvolutionDescriptor(convolution);
        cudnnDestroyFilterDescriptor(filter);
        cudnnDestroyTensorDescriptor(bias);
        cudnnDestroyTensorDescriptor(output);
        cudnnDestroyTensorDescriptor(input);
        one.close();
        zero.close();
    }
}
