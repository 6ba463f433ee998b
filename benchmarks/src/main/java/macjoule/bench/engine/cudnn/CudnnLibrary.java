package macjoule.bench.engine.cudnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import macjoule.bench.engine.jcuda.ConvolutionLibrary;
import macjoule.bench.engine.jcuda.ConvolutionTask;
import macjoule.bench.engine.jcuda.Precision;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.driver.Work;
import macjoule.model.net.Padding;
import macjoule.model.net.Window;

/** Convolutions by cuDNN; where a window covers the whole map, products of matrices by cuBLAS. */
final class CudnnLibrary implements ConvolutionLibrary {
    private final Gpu gpu;
    private final Precision precision;
    private final Choice choice;
    private final Handles handles;
    private final List<ConvolutionPlan> plans = new ArrayList<>();

    private CudnnLibrary(Gpu gpu, Precision precision, Choice choice, Handles handles) {
        this.gpu = gpu;
        this.precision = precision;
        this.choice = choice;
        this.handles = handles;
    }

    /** Loads the libraries of this host if that has not been done. */
    static CudnnLibrary open(Gpu gpu, Precision precision) {
        return new CudnnLibrary(gpu, precision, Choice.ofThisProcess(), Handles.of(gpu));
    }

    @Override
    public Optional<Product> compile(ConvolutionTask task) {
        if (coversTheMap(task)) {
            return Optional.of(new Product(product(task), false));
        }
        if (!isPaddedAsCudnnDoes(task)) {
            return Optional.empty();
        }
        ConvolutionPlan plan = new ConvolutionPlan(handles.cudnn(), precision, task);
        plans.add(plan);
        return choice.of(gpu, plan, way -> convolution(plan, way, task))
                .map(taken -> new Product(taken.work(), taken.way().fused()));
    }

    private static boolean coversTheMap(ConvolutionTask task) {
        Window window = task.window();
        return task.groups() == 1
                && window.padding().equals(Padding.NONE)
                && window.kernelHeight() == task.input().height()
                && window.kernelWidth() == task.input().width();
    }

    /** It pads both sides alike; less at the far side is the same if no window reaches there. */
    private static boolean isPaddedAsCudnnDoes(ConvolutionTask task) {
        Window window = task.window();
        Padding padding = window.padding();
        int height = steps(
                task.input().height() + 2 * padding.top(),
                window.kernelHeight(),
                window.dilationHeight(),
                window.strideHeight());
        int width = steps(
                task.input().width() + 2 * padding.left(),
                window.kernelWidth(),
                window.dilationWidth(),
                window.strideWidth());
        return height == task.output().height() && width == task.output().width();
    }

    private static int steps(int size, int kernel, int dilation, int stride) {
        return (size - (kernel - 1) * dilation - 1) / stride + 1;
    }

    private static Work convolution(ConvolutionPlan plan, Way way, ConvolutionTask task) {
        long bytes = plan.workspaceBytes(way.algorithm());
        long workspace = bytes == 0 ? 0 : task.workspace().applyAsLong(bytes);
        String name = "cuDNN " + Cudnn.version() + " " + way.algorithm().id();
        return named(name, () -> plan.run(way, workspace, bytes));
    }

    private static Work named(String name, Runnable start) {
        return new Work() {
            @Override
            public void start(Gpu gpu) {
                try {
                    start.run();
                } catch (CudnnException e) {
                    // Whether the GPU is gone, only the driver tells.
                    gpu.synchronise();
                    throw e;
                }
            }

            @Override
            public String kernelName() {
                return name;
            }
        };
    }

    /** Rows of images by rows of filters. */
    private Work product(ConvolutionTask task) {
        int inner = Math.toIntExact(task.input().elements());
        return named(
                "cuBLAS gemm",
                () -> handles.cublas()
                        .multiply(
                                precision,
                                task.batch(),
                                task.output().channels(),
                                inner,
                                task.inputAddress(),
                                task.filterAddress(),
                                task.outputAddress()));
    }

    @Override
    public void close() {
        plans.forEach(ConvolutionPlan::close);
    }
}
