package macjoule.model.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import macjoule.model.training.ProgramTensors.OfWeights;
import macjoule.model.training.TrainingOptions.Mode;
import macjoule.model.training.graph.BackwardReads;
import macjoule.model.training.graph.LayerGroup;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;

/**
 * Writes down the steps of an iteration: forward in execution order, one loss for each output, backward in reverse, then the
 * optimizer.
 */
final class ProgramBuilder {
    private final TrainingGraph graph;
    private final TrainingOptions options;
    private final int[] order;
    private final boolean[] needsGradient;
    private final boolean[] gradientWritten;
    private final ProgramTensors tensors;
    private final StepList steps = new StepList();

    private ProgramBuilder(TrainingGraph graph, TrainingOptions options) {
        this.graph = graph;
        this.options = options;
        order = options.order().of(graph);
        tensors = new ProgramTensors(graph, options);
        gradientWritten = new boolean[graph.size()];
        needsGradient = new boolean[graph.size()];
        for (int layer : order) {
            needsGradient[layer] = ownsOrPassesGradient(layer);
        }
    }

    static StepProgram build(TrainingGraph graph, TrainingOptions options) {
        return new ProgramBuilder(graph, options).build();
    }

    private StepProgram build() {
        int[] layers = Arrays.stream(order).filter(layer -> !isFree(layer)).toArray();
        for (int layer : layers) {
            forward(layer, Phase.FORWARD);
        }
        int[] outputs = Arrays.stream(layers)
                .filter(layer -> graph.consumers(layer).length == 0)
                .toArray();
        if (options.mode() == Mode.INFERENCE) {
            Arrays.stream(outputs).map(tensors::feature).forEach(tensors.table::survive);
        } else {
            Arrays.stream(outputs).forEach(this::loss);
            backward(Segments.of(graph, layers, options.checkpointing()));
            if (options.optimizer() != Optimizer.NONE) {
                tensors.weights().forEach(this::update);
            }
        }
        tensors.table.seal();
        return new StepProgram(graph, tensors.table, steps);
    }

    /** Whether the layer takes no step: network inputs, and padding where it is taken to be free. */
    private boolean isFree(int layer) {
        LayerType type = graph.layer(layer).type();
        return type == LayerType.INPUT || (type == LayerType.ZERO_PADDING && options.has(Variation.FREE_PADDING));
    }

    private boolean ownsOrPassesGradient(int layer) {
        if (graph.layer(layer).type() == LayerType.INPUT) {
            return options.has(Variation.INPUT_GRADIENTS);
        }
        return graph.layer(layer).weights() > 0
                || Arrays.stream(graph.inputs(layer)).anyMatch(input -> needsGradient[input]);
    }

    /** The distinct maps a layer reads. */
    private int[] inputs(int layer) {
        return Arrays.stream(graph.inputs(layer)).map(this::holder).distinct().toArray();
    }

    /** The layer whose output holds that of {@code layer}: itself, unless free padding made it its input's. */
    private int holder(int layer) {
        boolean free = graph.layer(layer).type() == LayerType.ZERO_PADDING && isFree(layer);
        return free ? holder(graph.inputs(layer)[0]) : layer;
    }

    private boolean isWeighted(int layer) {
        return graph.layer(layer).weights() > 0;
    }

    private void forward(int layer, Phase phase) {
        steps.begin(phase, layer, forwardOps(layer));
        for (int input : inputs(layer)) {
            steps.read(tensors.feature(input));
        }
        if (isWeighted(layer)) {
            steps.read(tensors.weight(tensors.weightsOf(layer)));
        }
        steps.write(tensors.feature(layer));
    }

    private void loss(int layer) {
        steps.begin(Phase.LOSS, layer, graph.layer(layer).elements());
        steps.read(tensors.feature(layer));
        steps.write(tensors.gradient(layer));
        gradientWritten[layer] = true;
    }

    private void backward(Segments segments) {
        for (int segment = segments.count() - 1; segment >= 0; segment--) {
            for (int layer : segments.recomputed(segment, this::featuresReadBackward)) {
                tensors.renewFeature(layer);
                forward(layer, Phase.RECOMPUTATION);
            }
            int[] layers = segments.layers(segment);
            for (int i = layers.length - 1; i >= 0; i--) {
                backward(layers[i]);
            }
        }
    }

    /** The layers whose outputs the backward step of a layer reads. */
    private int[] featuresReadBackward(int layer) {
        BackwardReads reads = backwardReads(graph.layer(layer).type());
        IntStream inputs = reads.inputs() ? Arrays.stream(inputs(layer)) : IntStream.empty();
        IntStream output = reads.output() ? IntStream.of(layer) : IntStream.empty();
        return needsGradient[layer] ? IntStream.concat(inputs, output).toArray() : new int[0];
    }

    private void backward(int layer) {
        if (!needsGradient[layer] || !gradientWritten[layer]) {
            return;
        }
        int[] targets =
                Arrays.stream(inputs(layer)).filter(i -> needsGradient[i]).toArray();
        steps.begin(Phase.BACKWARD, layer, backwardOps(layer, targets.length > 0));
        readForBackward(layer);
        // Where a map forks or a weight is shared, gradients add up in what is there already.
        for (int target : targets) {
            if (gradientWritten[target]) {
                steps.read(tensors.gradient(target));
            }
        }
        if (isWeighted(layer)
                && tensors.weightsOf(layer).gradientWritten
                && !options.has(Variation.SEPARATE_ACCUMULATION)
                && !options.has(Variation.GRADIENTS_NOT_READ_BACK)) {
            steps.read(tensors.weightGradient(tensors.weightsOf(layer)));
        }
        writeGradients(layer, targets);
    }

    private void readForBackward(int layer) {
        for (int read : featuresReadBackward(layer)) {
            steps.read(tensors.feature(read));
        }
        steps.read(tensors.gradient(layer));
        if (isWeighted(layer)) {
            steps.read(tensors.weight(tensors.weightsOf(layer)));
        }
    }

    private void writeGradients(int layer, int[] targets) {
        for (int target : targets) {
            steps.write(tensors.gradient(target));
            gradientWritten[target] = true;
        }
        if (isWeighted(layer)) {
            writeWeightGradient(layer, tensors.weightsOf(layer));
        }
    }

    private void writeWeightGradient(int layer, OfWeights w) {
        if (w.gradientWritten && options.has(Variation.SEPARATE_ACCUMULATION)) {
            int partial = tensors.addPartialGradient(w);
            steps.write(partial);
            steps.begin(Phase.BACKWARD, layer, graph.layer(layer).weights());
            steps.read(partial);
            steps.read(tensors.weightGradient(w));
        }
        steps.write(tensors.weightGradient(w));
        w.gradientWritten = true;
    }

    private void update(OfWeights w) {
        if (!w.gradientWritten) {
            return;
        }
        long operations =
                (options.optimizer().states() + 1) * graph.layer(w.layer).weights();
        steps.begin(Phase.UPDATE, w.layer, operations);
        boolean master = options.precision().masterWeights();
        if (!master) {
            steps.read(tensors.weight(w));
        }
        steps.read(tensors.weightGradient(w));
        List<Integer> states = tensors.addStates(w);
        states.forEach(steps::read);
        steps.write(tensors.weight(w));
        states.forEach(steps::write);
    }

    private BackwardReads backwardReads(LayerType type) {
        if (type == LayerType.ADD && options.has(Variation.ADD_READS_INPUTS)) {
            return BackwardReads.INPUTS;
        }
        if (type == LayerType.DROPOUT && options.has(Variation.DROPOUT_WITHOUT_OUTPUT)) {
            return BackwardReads.NOTHING;
        }
        return type.backwardReads();
    }

    private long forwardOps(int layer) {
        TrainingLayer l = graph.layer(layer);
        return l.type().group() == LayerGroup.TYPE_ONE ? options.opsPerMac() * l.ops() : l.ops();
    }

    private long backwardOps(int layer, boolean passesOn) {
        LayerGroup group = graph.layer(layer).type().group();
        boolean doubled = group == LayerGroup.TYPE_ONE ? passesOn : options.has(Variation.DOUBLE_POINTWISE_BACKWARD);
        return forwardOps(layer) * (doubled ? 2 : 1);
    }
}
