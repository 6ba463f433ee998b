package macjoule.bench.engine;

import java.util.HashMap;
import java.util.Map;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;

/**
 * How far the result of an engine may be off, as a share of the largest value.
 *
 * @param layer after one layer, whose sums have thousands of terms, taken in any order
 * @param network after a whole network, at most
 * @param roundoff by how much, relative to it, a stored value or a factor may be off for having been rounded; 0 if that is not what
 *     makes the difference
 */
public record Tolerance(double layer, double network, double roundoff) {
    public static final Tolerance SINGLE_PRECISION = new Tolerance(1e-5, 1e-3, 0);

    /** Of factors rounded to the 10 bits after the point that TF32 and half precision have, with sums in single precision. */
    public static final Tolerance TENSOR_CORES = new Tolerance(3e-3, 3e-2, 0x1p-11);

    /** Of maps and factors rounded to the 7 bits after the point that bfloat16 has. */
    public static final Tolerance BFLOAT = new Tolerance(1.5e-2, 1.5e-1, 0x1p-8);

    /** The largest of many thousand differences lies about so many deviations out. */
    private static final int DEVIATIONS = 4;

    /** The variance of an error that is spread evenly from minus to plus one. */
    private static final double VARIANCE = 1.0 / 3;

    /**
     * After this network. Each rounding on the way to a result adds an error of its own, spread evenly within the roundoff; being
     * independent, they add up as their squares do.
     */
    public double of(Network whole) {
        double derived = DEVIATIONS * roundoff * Math.sqrt(VARIANCE * roundings(whole));
        return roundoff == 0 ? network : Math.min(network, Math.max(layer, derived));
    }

    /** Along the path that has most. */
    private static int roundings(Network whole) {
        Map<Node, Integer> until = new HashMap<>();
        int most = 0;
        for (Node node : whole.nodes()) {
            int before = node.inputs().stream()
                    .mapToInt(input -> until.getOrDefault(input, 0))
                    .max()
                    .orElse(0);
            until.put(node, before + roundings(node.layer()));
            most = Math.max(most, before + roundings(node.layer()));
        }
        return most;
    }

    /** What multiplies rounds both of its factors, what computes anything else its result; the rest moves or chooses values. */
    private static int roundings(Layer layer) {
        if (layer instanceof Convolution || layer instanceof Layer.FullyConnected) {
            return 2;
        }
        boolean computes = layer instanceof Layer.BatchNorm
                || layer instanceof Layer.Scale
                || layer instanceof Layer.Activation
                || layer instanceof Layer.ElementWise
                || layer instanceof Layer.LocalResponseNorm
                || layer instanceof Layer.GlobalPooling
                || layer instanceof Layer.Softmax;
        return computes ? 1 : 0;
    }
}
