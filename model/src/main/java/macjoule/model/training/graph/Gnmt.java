package macjoule.model.training.graph;

import static macjoule.model.training.graph.LayerType.ACTIVATION;
import static macjoule.model.training.graph.LayerType.ADD;
import static macjoule.model.training.graph.LayerType.CONCAT;
import static macjoule.model.training.graph.LayerType.MATRIX_PRODUCT;
import static macjoule.model.training.graph.LayerType.MULTIPLY;
import static macjoule.model.training.graph.LayerType.SOFTMAX;

import java.util.Arrays;
import macjoule.model.training.graph.GraphBuilder.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * GNMT in the shape MLPerf trains, unrolled over 50 words: four encoder LSTM layers, the first in both directions, and four decoder
 * layers fed with the attention's context; residual connections from the third layer on; no embedding or vocabulary. The thesis
 * does not publish its graph.
 */
final class Gnmt {
    private static final int WIDTH = 1024;
    private static final int WORDS = 50;
    private static final int DEPTH = 4;
    private static final int FIRST_RESIDUAL = 3;

    private final GraphBuilder net;
    private final int batch;

    private Gnmt(int batch) {
        this.net = new GraphBuilder("gnmt", batch);
        this.batch = batch;
    }

    static TrainingGraph of(int batch) {
        Gnmt gnmt = new Gnmt(batch);
        gnmt.decode(gnmt.encode());
        return gnmt.net.build();
    }

    private Matrix[] encode() {
        Matrix[] words = new Matrix[WORDS];
        Arrays.setAll(words, t -> net.input("source_" + t, batch, WIDTH));
        Matrix[] forward = run("encoder1_forward_", words);
        Matrix[] backward = run("encoder1_backward_", reversed(words));
        return encodeUpper(forward, reversed(backward));
    }

    /** The layers above the first, which need both of its directions, word by word. */
    private Matrix[] encodeUpper(Matrix[] forward, Matrix[] backward) {
        Cell[] cells = new Cell[DEPTH - 1];
        Arrays.setAll(cells, i -> new Cell("encoder" + (i + 2) + "_", i == 0 ? 2 : 1));
        Matrix[] outputs = new Matrix[WORDS];
        for (int t = 0; t < WORDS; t++) {
            Matrix x = cells[0].step(forward[t], backward[t]);
            for (int layer = FIRST_RESIDUAL; layer <= DEPTH; layer++) {
                Matrix h = cells[layer - 2].step(x);
                x = net.pointwise("encoder" + layer + "_residual_" + t, ADD, x, h);
            }
            outputs[t] = x;
        }
        return outputs;
    }

    private Matrix[] run(String name, Matrix[] inputs) {
        Cell cell = new Cell(name, 1);
        Matrix[] outputs = new Matrix[WORDS];
        Arrays.setAll(outputs, t -> cell.step(inputs[t]));
        return outputs;
    }

    private void decode(Matrix[] encoded) {
        long words = (long) batch * WORDS;
        Matrix memory = net.plain("memory", CONCAT, 0, words, WIDTH, encoded);
        Matrix keys = net.dense("keys", "keys", WIDTH, WIDTH, false, memory);
        Cell[] cells = new Cell[DEPTH];
        Arrays.setAll(cells, i -> new Cell("decoder" + (i + 1) + "_", 2));
        Matrix[] targets = new Matrix[WORDS];
        Arrays.setAll(targets, t -> net.input("target_" + t, batch, WIDTH));
        @Nullable Matrix context = null;
        for (int t = 0; t < WORDS; t++) {
            // The first layer can only see what was attended to at the word before.
            Matrix x = context == null ? cells[0].step(targets[t]) : cells[0].step(targets[t], context);
            context = attend(t, x, keys, memory);
            for (int layer = 2; layer <= DEPTH; layer++) {
                Matrix h = cells[layer - 1].step(x, context);
                x = layer < FIRST_RESIDUAL ? h : net.pointwise("decoder" + layer + "_residual_" + t, ADD, x, h);
            }
        }
    }

    private Matrix attend(int t, Matrix query, Matrix keys, Matrix memory) {
        long ops = (long) batch * WORDS * WIDTH;
        Matrix projected = net.dense("query_" + t, "query", WIDTH, WIDTH, true, query);
        Matrix scores = net.plain("scores_" + t, MATRIX_PRODUCT, ops, batch, WORDS, projected, keys);
        Matrix shares = net.pointwise("shares_" + t, SOFTMAX, scores);
        return net.plain("context_" + t, MATRIX_PRODUCT, ops, batch, WIDTH, shares, memory);
    }

    private static Matrix[] reversed(Matrix[] words) {
        Matrix[] result = new Matrix[words.length];
        Arrays.setAll(result, t -> words[words.length - 1 - t]);
        return result;
    }

    /** An LSTM cell; each step adds its layers, with the weights of the steps before. */
    private final class Cell {
        private final String name;
        private final long columns;
        private int steps;
        private @Nullable Matrix hidden;
        private @Nullable Matrix memory;

        Cell(String name, int inputs) {
            this.name = name;
            this.columns = (inputs + 1L) * WIDTH;
        }

        Matrix step(Matrix... inputs) {
            Matrix[] read = withHidden(inputs);
            Matrix inputSum = sum("input", read);
            Matrix forgetSum = sum("forget", read);
            Matrix candidateSum = sum("candidate", read);
            Matrix outputSum = sum("output", read);
            Matrix input = activated("input", inputSum);
            Matrix forget = activated("forget", forgetSum);
            Matrix candidate = activated("candidate", candidateSum);
            Matrix output = activated("output", outputSum);
            Matrix added = net.pointwise(name + "write_" + steps, MULTIPLY, input, candidate);
            Matrix state = memory == null ? added : keep(memory, forget, added);
            Matrix bounded = net.pointwise(name + "tanh_" + steps, ACTIVATION, state);
            Matrix h = net.pointwise(name + "h_" + steps, MULTIPLY, output, bounded);
            memory = state;
            hidden = h;
            steps++;
            return h;
        }

        private Matrix keep(Matrix old, Matrix forget, Matrix added) {
            Matrix kept = net.pointwise(name + "keep_" + steps, MULTIPLY, forget, old);
            return net.pointwise(name + "state_" + steps, ADD, kept, added);
        }

        private Matrix[] withHidden(Matrix... inputs) {
            if (hidden == null) {
                return inputs;
            }
            Matrix[] read = Arrays.copyOf(inputs, inputs.length + 1);
            read[inputs.length] = hidden;
            return read;
        }

        /** The weights always span all inputs and the state, also at the first step, where some are absent because zero. */
        private Matrix sum(String gate, Matrix... read) {
            String dense = name + gate;
            return net.dense(dense + "_" + steps, dense, columns, WIDTH, true, read);
        }

        private Matrix activated(String gate, Matrix sum) {
            return net.pointwise(name + gate + "_activation_" + steps, ACTIVATION, sum);
        }
    }
}
