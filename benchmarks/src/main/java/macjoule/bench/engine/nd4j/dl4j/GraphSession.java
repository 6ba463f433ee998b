package macjoule.bench.engine.nd4j.dl4j;

import java.util.stream.Stream;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.nd4j.Backend;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network in Deeplearning4j, run by {@code output}, which allocates its result anew each time. */
final class GraphSession implements Session {
    private final ComputationGraph graph;
    private final INDArray[] inputs;
    /** Activation layers work in place, on the input too if they read it. */
    private final boolean overwritesInputs;

    private @Nullable INDArray result;

    GraphSession(Workload workload, WeightSource weights, OneDnn oneDnn) {
        graph = new GraphCompiler(workload.network(), weights).compile();
        oneDnn.check(graph);
        overwritesInputs = workload.network().nodes().stream().anyMatch(GraphSession::overwritesInput);
        inputs = workload.network().nodes().stream()
                .filter(node -> node.layer() instanceof Layer.Input)
                .map(node -> inputOf(node, workload.batch(), weights))
                .toArray(INDArray[]::new);
    }

    private static boolean overwritesInput(Node node) {
        return node.layer() instanceof Layer.Activation && node.inputs().get(0).layer() instanceof Layer.Input;
    }

    private static INDArray inputOf(Node node, int batch, WeightSource weights) {
        long[] shape = {
            batch,
            node.output().channels(),
            node.output().height(),
            node.output().width()
        };
        return Nd4j.create(weights.input(node, batch), shape, 'c');
    }

    @Override
    public void run() {
        INDArray[] given =
                overwritesInputs ? Stream.of(inputs).map(INDArray::dup).toArray(INDArray[]::new) : inputs;
        result = graph.output(false, given)[0];
    }

    @Override
    public void synchronise() {
        Backend.synchronise();
    }

    @Override
    public float[] output() {
        if (result == null) {
            throw new IllegalStateException("no output before the first run");
        }
        return result.dup('c').data().asFloat();
    }

    @Override
    public void close() {
        graph.close();
        for (INDArray input : inputs) {
            input.close();
        }
        result = null;
    }
}
