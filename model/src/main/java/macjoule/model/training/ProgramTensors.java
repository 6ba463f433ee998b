package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;

/** Numbers the tensors of an iteration as its steps mention them. */
final class ProgramTensors {

    /** The tensors of one weight key; a number stays {@link StepProgram#NONE} until the tensor is first mentioned. */
    static final class OfWeights {
        final int layer;
        private int weight = NONE;
        private int gradient = NONE;
        boolean gradientWritten;

        OfWeights(int layer) {
            this.layer = layer;
        }
    }

    final TensorTable table = new TensorTable();
    private final TrainingGraph graph;
    private final TrainingOptions options;
    private final int[] features;
    private final int[] gradients;
    private final Map<String, OfWeights> weights = new LinkedHashMap<>();

    ProgramTensors(TrainingGraph graph, TrainingOptions options) {
        this.graph = graph;
        this.options = options;
        features = new int[graph.size()];
        gradients = new int[graph.size()];
        Arrays.fill(features, NONE);
        Arrays.fill(gradients, NONE);
    }

    int feature(int layer) {
        if (features[layer] == NONE) {
            boolean input = graph.layer(layer).type() == LayerType.INPUT;
            features[layer] = addMap(input ? TensorKind.NETWORK_INPUT : TensorKind.FEATURE, layer);
        }
        return features[layer];
    }

    int gradient(int layer) {
        if (gradients[layer] == NONE) {
            gradients[layer] = addMap(TensorKind.FEATURE_GRADIENT, layer);
        }
        return gradients[layer];
    }

    OfWeights weightsOf(int layer) {
        return weights.computeIfAbsent(graph.layer(layer).weightKey(), key -> new OfWeights(layer));
    }

    /** All weights in the order of their first use. */
    List<OfWeights> weights() {
        return List.copyOf(weights.values());
    }

    int weight(OfWeights w) {
        if (w.weight == NONE) {
            w.weight = addWeights(TensorKind.WEIGHT, w, options.precision().bytes());
            table.survive(w.weight);
        }
        return w.weight;
    }

    int weightGradient(OfWeights w) {
        if (w.gradient == NONE) {
            w.gradient = addWeights(
                    TensorKind.WEIGHT_GRADIENT, w, options.precision().bytes());
            boolean consumed = options.optimizer() != Optimizer.NONE || options.has(Variation.GRADIENTS_NOT_STORED);
            if (!consumed) {
                table.survive(w.gradient);
            }
        }
        return w.gradient;
    }

    /** A weight gradient of one step of a recurrent cell, before it is added to the sum. */
    int addPartialGradient(OfWeights w) {
        return addWeights(TensorKind.WEIGHT_GRADIENT, w, options.precision().bytes());
    }

    /** From now on the layer's output is a new tensor, computed again. */
    void renewFeature(int layer) {
        features[layer] = addMap(TensorKind.FEATURE, layer);
    }

    /** The optimizer's states and, where it updates those instead of the weights computed with, the master weights. */
    List<Integer> addStates(OfWeights w) {
        List<Integer> states = new ArrayList<>();
        int count = options.optimizer().states() + (options.precision().masterWeights() ? 1 : 0);
        for (int i = 0; i < count; i++) {
            int state = addWeights(
                    TensorKind.OPTIMIZER_STATE, w, options.precision().stateBytes());
            table.survive(state);
            states.add(state);
        }
        return states;
    }

    private int addMap(TensorKind kind, int layer) {
        TrainingLayer l = graph.layer(layer);
        return table.add(kind, l.name(), l.elements() * options.precision().bytes(), l.rows());
    }

    private int addWeights(TensorKind kind, OfWeights w, int bytesPerElement) {
        TrainingLayer l = graph.layer(w.layer);
        return table.add(kind, l.weightKey(), l.weights() * bytesPerElement, 1);
    }
}
