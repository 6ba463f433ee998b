package macjoule.bench.engine.nd4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import macjoule.bench.engine.BufferPlan;
import macjoule.bench.engine.ScaleFolding;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The operations of a workload in order, on arrays that are allocated once and share memory where they can. */
final class Nd4jSession implements Session {
    private final Workload workload;
    private final ArrayPool arrays = new ArrayPool();
    private final Map<Node, INDArray> results = new HashMap<>();
    private final List<Kernel> kernels = new ArrayList<>();

    Nd4jSession(Workload workload, WeightSource weights) {
        this.workload = workload;
        ScaleFolding folding = new ScaleFolding(workload.network());
        LayerCompiler compiler = new LayerCompiler(workload.batch(), arrays, weights, folding);
        BufferPlan plan = new BufferPlan(
                workload.network(),
                node -> isInPlace(node, folding) ? node.inputs().get(0) : node);
        List<INDArray> buffers = new ArrayList<>();
        plan.sizes().forEach(size -> buffers.add(arrays.empty(size * workload.batch())));
        for (Node node : workload.network().nodes()) {
            INDArray result = ArrayPool.mapsIn(buffers.get(plan.bufferOf(node)), workload.batch(), node.output());
            results.put(node, result);
            if (node.layer() instanceof Layer.Input) {
                fill(result, node, weights);
            } else if (!isInPlace(node, folding)) {
                List<INDArray> inputs =
                        node.inputs().stream().map(this::resultOf).toList();
                kernels.addAll(compiler.compile(node, inputs, result));
            }
        }
    }

    /** Whether the result of a node is what its input left in memory. */
    private static boolean isInPlace(Node node, ScaleFolding folding) {
        return node.layer() instanceof Layer.Dropout
                || (node.layer() instanceof Layer.Flatten
                        && isVector(node.input().height(), node.input().width()))
                || folding.isFolded(node);
    }

    private static boolean isVector(int height, int width) {
        return height == 1 && width == 1;
    }

    private void fill(INDArray array, Node node, WeightSource weights) {
        float[] image = weights.input(node, workload.batch());
        try (ArrayPool temporary = new ArrayPool()) {
            float[] reordered =
                    Layout.channelsLast(image, workload.batch(), node.output().channels());
            array.assign(temporary.of(reordered, array.shape()));
        }
    }

    private INDArray resultOf(Node node) {
        return Objects.requireNonNull(results.get(node));
    }

    @Override
    public void run() {
        for (Kernel kernel : kernels) {
            kernel.run();
        }
    }

    @Override
    public void synchronise() {
        Backend.synchronise();
    }

    @Override
    public float[] output() {
        Node last = workload.result();
        float[] values = resultOf(last).dup('c').data().asFloat();
        return Layout.channelsFirst(values, workload.batch(), last.output().channels());
    }

    @Override
    public void close() {
        kernels.forEach(Kernel::close);
        kernels.clear();
        results.clear();
        arrays.close();
    }
}
