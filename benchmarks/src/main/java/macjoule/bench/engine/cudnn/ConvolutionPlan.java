package macjoule.bench.engine.cudnn;

import static macjoule.bench.engine.cudnn.Cudnn.check;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ACTIVATION_IDENTITY;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ACTIVATION_RELU;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CROSS_CORRELATION;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_NOT_PROPAGATE_NAN;
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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import macjoule.bench.engine.jcuda.ConvolutionTask;
import macjoule.bench.engine.jcuda.Precision;
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
    private final ConvolutionTask task;
    private final cudnnTensorStruct input = new cudnnTensorStruct();
    private final cudnnTensorStruct output = new cudnnTensorStruct();
    private final cudnnTensorStruct bias = new cudnnTensorStruct();
    private final cudnnFilterStruct filter = new cudnnFilterStruct();
    private final cudnnConvolutionStruct convolution = new cudnnConvolutionStruct();
    private final cudnnActivationStruct activation = new cudnnActivationStruct();
    private final DeviceAddress images;
    private final DeviceAddress weights;
    private final DeviceAddress summands;
    private final DeviceAddress results;
    private final FloatPointer one = new FloatPointer(1f);
    private final FloatPointer zero = new FloatPointer(0f);
    private final Deque<Runnable> destructions = new ArrayDeque<>();

    ConvolutionPlan(Cudnn cudnn, Precision precision, ConvolutionTask task) {
        this.cudnn = cudnn;
        this.task = task;
        images = new DeviceAddress(task.inputAddress());
        weights = new DeviceAddress(task.filterAddress());
        summands = new DeviceAddress(task.biasAddress());
        results = new DeviceAddress(task.outputAddress());
        try {
            Numbers numbers = Numbers.of(precision);
            describe(input, numbers, task.batch(), task.input());
            describe(output, numbers, task.batch(), task.output());
            describe(bias, numbers, 1, Shape.vector(task.output().channels()));
            describeFilter(numbers);
            describeWindow(numbers);
            describeActivation();
        } catch (CudnnException e) {
            close();
            throw e;
        }
    }

    /** Has {@link #close} destroy what a call has made. */
    private void made(int status, String call, Runnable destruction) {
        check(status, call);
        destructions.push(destruction);
    }

    private void describeActivation() {
        made(
                cudnnCreateActivationDescriptor(activation),
                "cudnnCreateActivationDescriptor",
                () -> cudnnDestroyActivationDescriptor(activation));
        int function = task.relu() ? CUDNN_ACTIVATION_RELU : CUDNN_ACTIVATION_IDENTITY;
        check(
                cudnnSetActivationDescriptor(activation, function, CUDNN_NOT_PROPAGATE_NAN, 0),
                "cudnnSetActivationDescriptor");
    }

    private void describe(cudnnTensorStruct tensor, Numbers numbers, int batch, Shape shape) {
        made(
                cudnnCreateTensorDescriptor(tensor),
                "cudnnCreateTensorDescriptor",
                () -> cudnnDestroyTensorDescriptor(tensor));
        check(
                cudnnSetTensor4dDescriptor(
                        tensor,
                        numbers.format(),
                        numbers.type(),
                        batch,
                        shape.channels(),
                        shape.height(),
                        shape.width()),
                "cudnnSetTensor4dDescriptor");
    }

    private void describeFilter(Numbers numbers) {
        made(
                cudnnCreateFilterDescriptor(filter),
                "cudnnCreateFilterDescriptor",
                () -> cudnnDestroyFilterDescriptor(filter));
        check(
                cudnnSetFilter4dDescriptor(
                        filter,
                        numbers.type(),
                        numbers.format(),
                        task.output().channels(),
                        task.input().channels() / task.groups(),
                        task.window().kernelHeight(),
                        task.window().kernelWidth()),
                "cudnnSetFilter4dDescriptor");
    }

    private void describeWindow(Numbers numbers) {
        Window window = task.window();
        made(
                cudnnCreateConvolutionDescriptor(convolution),
                "cudnnCreateConvolutionDescriptor",
                () -> cudnnDestroyConvolutionDescriptor(convolution));
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
        check(cudnnSetConvolutionMathType(convolution, numbers.math()), "cudnnSetConvolutionMathType");
        check(cudnnSetConvolutionGroupCount(convolution, task.groups()), "cudnnSetConvolutionGroupCount");
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

    /** The ways to compute it by an algorithm, the best first: one of them can add the bias and apply the activation as it goes. */
    List<Way> ways(Algorithm algorithm) {
        Way alone = new Way(algorithm, false);
        return algorithm == Algorithm.IMPLICIT_PRECOMP_GEMM && (task.biased() || task.relu())
                ? List.of(new Way(algorithm, true), alone)
                : List.of(alone);
    }

    /** Starts the convolution. */
    void run(Way way, long workspace, long workspaceBytes) {
        DeviceAddress scratch = new DeviceAddress(workspace);
        int algorithm = way.algorithm().code();
        int status =
                way.fused() ? fused(algorithm, scratch, workspaceBytes) : alone(algorithm, scratch, workspaceBytes);
        check(status, "convolving by " + way.algorithm().id());
    }

    private int alone(int algorithm, DeviceAddress scratch, long bytes) {
        return cudnnConvolutionForward(
                cudnn.handle(),
                one,
                input,
                images,
                filter,
                weights,
                convolution,
                algorithm,
                scratch,
                bytes,
                zero,
                output,
                results);
    }

    /** What is added besides the bias is the output itself, times zero. */
    private int fused(int algorithm, DeviceAddress scratch, long bytes) {
        return cudnnConvolutionBiasActivationForward(
                cudnn.handle(),
                one,
                input,
                images,
                filter,
                weights,
                convolution,
                algorithm,
                scratch,
                bytes,
                zero,
                output,
                results,
                bias,
                summands,
                activation,
                output,
                results);
    }

    @Override
    public void close() {
        destructions.forEach(Runnable::run);
        destructions.clear();
        one.close();
        zero.close();
    }
}
