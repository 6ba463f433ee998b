package macjoule.model.count;

import java.util.Locale;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Shape;

/** A way of counting. Tools differ, so a count means nothing without the name of its convention. */
public enum Convention {
    /**
     * As the Netscope analyser counts, whose numbers the papers use: every layer's output elements are activations, in-place
     * layers and the image included; scale and local response normalisation have MACs; biases are parameters.
     */
    PAPER {
        @Override
        public Counts count(Node node) {
            long outputs = node.output().elements();
            Layer layer = node.layer();
            if (layer instanceof Layer.Scale) {
                return new Counts(outputs, 0, outputs);
            }
            if (layer instanceof Layer.LocalResponseNorm lrn) {
                return new Counts(Math.multiplyExact(outputs, (long) lrn.size()), 2, outputs);
            }
            Parameters parameters = Parameters.of(node);
            return new Counts(arithmetic(node), parameters.total(), outputs);
        }
    },

    /**
     * Only convolutions and fully connected layers: their multiply-accumulates, their weights without bias, their output elements.
     * Biases and normalisation parameters are reported beside it, see {@link Parameters}.
     */
    CONV_FC {
        @Override
        public Counts count(Node node) {
            return isArithmetic(node.layer())
                    ? new Counts(
                            arithmetic(node),
                            Parameters.of(node).weights(),
                            node.output().elements())
                    : Counts.ZERO;
        }
    };

    /** The counts of one layer. */
    public abstract Counts count(Node node);

    /** The counts of a whole network. */
    public Counts count(Network network) {
        Counts sum = Counts.ZERO;
        for (Node node : network.nodes()) {
            sum = sum.plus(count(node));
        }
        return sum;
    }

    /** The name on the command line and in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a layer is a convolution or fully connected, where nearly all the arithmetic is. */
    public static boolean isArithmetic(Layer layer) {
        return layer instanceof Convolution || layer instanceof Layer.FullyConnected;
    }

    private static long arithmetic(Node node) {
        Shape output = node.output();
        return isArithmetic(node.layer())
                ? Math.multiplyExact(Parameters.of(node).weights(), (long) output.height() * output.width())
                : 0;
    }
}
