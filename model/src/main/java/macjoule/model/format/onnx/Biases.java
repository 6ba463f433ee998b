package macjoule.model.format.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds matrix products followed by the addition of a constant vector, which together are one fully connected layer. */
final class Biases {
    private final Set<String> products = new HashSet<>();
    private final Set<String> additions = new HashSet<>();

    Biases(OnnxGraph graph) {
        Map<String, OnnxNode> sources = new HashMap<>();
        Map<String, Integer> readers = new HashMap<>();
        for (OnnxNode node : graph.nodes()) {
            node.outputs().forEach(output -> sources.put(output, node));
            node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        for (OnnxNode node : graph.nodes()) {
            if (node.operator().equals("Add") && node.inputs().size() == 2) {
                join(graph, sources, readers, node, 0, 1);
                join(graph, sources, readers, node, 1, 0);
            }
        }
    }

    private void join(
            OnnxGraph graph,
            Map<String, OnnxNode> sources,
            Map<String, Integer> readers,
            OnnxNode addition,
            int value,
            int constant) {
        OnnxNode product = sources.get(addition.input(value));
        OnnxTensor bias = graph.constants().get(addition.input(constant));
        if (product == null || bias == null || !product.operator().equals("MatMul") || !product.hasInput(1)) {
            return;
        }
        OnnxTensor weights = graph.constants().get(product.input(1));
        boolean fits = weights != null
                && weights.dims().size() == 2
                && bias.dims().equals(List.of(weights.dims().get(1)));
        if (fits && readers.getOrDefault(product.output(), 0) == 1) {
            products.add(product.output());
            additions.add(addition.output());
        }
    }

    /** Whether a product gets a bias from the addition after it. */
    boolean follows(OnnxNode product) {
        return products.contains(product.output());
    }

    /** Whether an addition is the bias of the product before it. */
    boolean isBias(OnnxNode addition) {
        return additions.contains(addition.output());
    }
}
