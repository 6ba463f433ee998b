package macjoule.bench.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
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
 * @param cut by how much, relative to it, factors are too small in the mean for having been cut instead of rounded
 */
public record Tolerance(double layer, double network, double roundoff, double cut) {
    public static final Tolerance SINGLE_PRECISION = new Tolerance(1e-5, 1e-3, 0, 0);

    /** Of factors rounded to the 10 bits after the point that half precision has, with sums in single precision. */
    public static final Tolerance HALF = new Tolerance(3e-3, 3e-2, 0x1p-11, 0);

    /**
     * Of factors of as many bits in TF32. Matrix instructions cut what they are given, and since Hopper they take it from shared memory,
     * where nobody rounds it. Of a value between 1 and 2 that is half of the last bit in the mean.
     */
    public static final Tolerance TF32 = new Tolerance(3e-3, 1e-1, 0x1p-11, 0x1p-11);

    /** Of maps and factors rounded to the 7 bits after the point that bfloat16 has. */
    public static final Tolerance BFLOAT = new Tolerance(1.5e-2, 1.5e-1, 0x1p-8, 0);

    /** The largest of many thousand differences lies about so many deviations out. */
    private static final int DEVIATIONS = 4;

    /** The variance of an error that is spread evenly from minus to plus one. */
    private static final double VARIANCE = 1.0 / 3;

    /**
     * After this network. Each rounding on the way to a result adds an error of its own, spread evenly within the roundoff; being
     * independent, they add up as their squares do. What is cut makes all values smaller, layer after layer.
     */
    public double of(Network whole) {
        double rounded = DEVIATIONS * roundoff * Math.sqrt(VARIANCE * most(whole, Tolerance::roundings));
        double derived = rounded + cut * most(whole, Tolerance::factors);
        return roundoff == 0 ? network : Math.min(network, Math.max(layer, derived));
    }

    /** Along the path that has most. */
    private static int most(Network whole, ToIntFunction<Layer> ofLayer) {
        Map<Node, Integer> until = new HashMap<>();
        int most = 0;
        for (Node node : whole.nodes()) {
            int before = node.inputs().stream()
                    .mapToInt(input -> until.getOrDefault(input, 0))
                    .max()
                    .orElse(0);
            int after = before + ofLayer.applyAsInt(node.layer());
            until.put(node, after);
            most = Math.max(most, after);
        }
        return most;
    }

    /** Of each product. */
    private static int factors(Layer layer) {
        return layer instanceof Convolution || layer instanceof Layer.FullyConnected ? 2 : 0;
    }

    /** What multiplies rounds both of its factors, what computes anything else its result; the rest moves or chooses values. */
    private static int roundings(Layer layer) {
        boolean computes = layer instanceof Layer.BatchNorm
                || layer instanceof Layer.Scale
                || layer instanceof Layer.Activation
                || layer instanceof Layer.ElementWise
                || layer instanceof Layer.LocalResponseNorm
                || layer instanceof Layer.GlobalPooling
                || layer instanceof Layer.Softmax;
        return computes ? 1 : factors(layer);
    }
}
