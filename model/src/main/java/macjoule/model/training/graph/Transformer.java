package macjoule.model.training.graph;

import static macjoule.model.training.graph.LayerType.ACTIVATION;
import static macjoule.model.training.graph.LayerType.ADD;
import static macjoule.model.training.graph.LayerType.BATCH_NORM;
import static macjoule.model.training.graph.LayerType.DROPOUT;
import static macjoule.model.training.graph.LayerType.MATRIX_PRODUCT;
import static macjoule.model.training.graph.LayerType.SOFTMAX;

import java.util.List;
import macjoule.model.training.graph.GraphBuilder.Matrix;

/**
 * The thesis' Transformer: six encoder and six decoder layers of width 1024 over 50 words, feed-forward as wide as the model, no
 * vocabulary. Its graph is unpublished. With {@code activated}, every projection of the attention is followed by an activation
 * and the scores are scaled and masked in a step of their own, a product with fixed factors as dropout is; that comes closest to the
 * published numbers. Without, neither exists.
 */
final class Transformer {
    private static final int WIDTH = 1024;
    private static final int WORDS = 50;
    private static final int HEADS = 16;
    private static final int DEPTH = 6;

    private final GraphBuilder net;
    private final int batch;
    private final boolean activated;

    private Transformer(int batch, boolean activated) {
        this.net = new GraphBuilder(activated ? "transformer" : "transformer-plain", batch);
        this.batch = batch;
        this.activated = activated;
    }

    static TrainingGraph of(int batch, boolean activated) {
        return new Transformer(batch, activated).graph();
    }

    private TrainingGraph graph() {
        long rows = (long) batch * WORDS;
        Matrix x = net.pointwise("source_dropout", DROPOUT, net.input("source", rows, WIDTH));
        Matrix target = net.input("target", rows, WIDTH);
        Matrix y = net.pointwise("target_dropout", DROPOUT, target);
        for (int i = 1; i <= DEPTH; i++) {
            x = attention("encoder" + i + "_self_", x, x);
            x = feedForward("encoder" + i + "_ffn_", x);
        }
        for (int i = 1; i <= DEPTH; i++) {
            y = attention("decoder" + i + "_self_", y, y);
            y = attention("decoder" + i + "_cross_", y, x);
            y = feedForward("decoder" + i + "_ffn_", y);
        }
        return net.build();
    }

    private Matrix attention(String name, Matrix x, Matrix memory) {
        Matrix query = projection(name + "q", x);
        Matrix key = projection(name + "k", memory);
        Matrix value = projection(name + "v", memory);
        long rows = (long) batch * HEADS * WORDS;
        long ops = (long) batch * WORDS * WORDS * WIDTH;
        Matrix scores = net.plain(name + "scores", MATRIX_PRODUCT, ops, rows, WORDS, query, key);
        if (activated) {
            scores = net.pointwise(name + "mask", DROPOUT, scores);
        }
        scores = net.pointwise(name + "softmax", SOFTMAX, scores);
        scores = net.pointwise(name + "attention_dropout", DROPOUT, scores);
        Matrix context = net.plain(name + "context", MATRIX_PRODUCT, ops, (long) batch * WORDS, WIDTH, scores, value);
        return residual(name, projection(name + "o", context), x);
    }

    private Matrix feedForward(String name, Matrix x) {
        Matrix hidden = net.pointwise(name + "relu", ACTIVATION, dense(name + "1", x));
        return residual(name, dense(name + "2", hidden), x);
    }

    private Matrix projection(String name, Matrix x) {
        Matrix y = dense(name, x);
        return activated ? net.pointwise(name + "_activation", ACTIVATION, y) : y;
    }

    private Matrix dense(String name, Matrix x) {
        return net.dense(name, name, WIDTH, WIDTH, true, x);
    }

    private Matrix residual(String name, Matrix update, Matrix x) {
        Matrix dropped = net.pointwise(name + "dropout", DROPOUT, update);
        Matrix sum = net.pointwise(name + "add", ADD, x, dropped);
        String norm = name + "bn";
        net.add(TrainingLayer.of(norm, BATCH_NORM, List.of(sum.layer()), sum.elements(), sum.rows(), sum.elements())
                .withWeights(4L * WIDTH));
        return new Matrix(norm, sum.rows(), sum.columns());
    }
}
