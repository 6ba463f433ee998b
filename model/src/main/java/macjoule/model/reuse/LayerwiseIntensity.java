package macjoule.model.reuse;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Network;

/**
 * The arithmetic intensity of each convolution and fully connected layer: its MACs over its parameters, bias included, and
 * output activations. Median and variance are those of Table V of the DI paper.
 */
public record LayerwiseIntensity(List<LayerIntensity> layers) {

    /** One layer, by its name in the network. */
    public record LayerIntensity(String name, double intensity) {}

    public LayerwiseIntensity {
        layers = List.copyOf(layers);
    }

    public static LayerwiseIntensity of(Network network) {
        return of(network, 1);
    }

    /** For several images at a time, which share the parameters. */
    public static LayerwiseIntensity of(Network network, int batch) {
        return new LayerwiseIntensity(network.nodes().stream()
                .filter(node -> Convention.isArithmetic(node.layer()))
                .map(node -> new LayerIntensity(
                        node.name(), intensity(Convention.PAPER.count(node).forBatch(batch))))
                .toList());
    }

    /** Empty for a network without such layers. */
    public OptionalDouble median() {
        double[] sorted = intensities().sorted().toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int upper = sorted.length / 2;
        int lower = (sorted.length - 1) / 2;
        return OptionalDouble.of((sorted[lower] + sorted[upper]) / 2);
    }

    /** The sample variance, which divides by one less than the number of layers; empty for fewer than two. */
    public OptionalDouble variance() {
        if (layers.size() < 2) {
            return OptionalDouble.empty();
        }
        double mean = intensities().sum() / layers.size();
        double squares = intensities()
                .map(intensity -> (intensity - mean) * (intensity - mean))
                .sum();
        return OptionalDouble.of(squares / (layers.size() - 1));
    }

    private DoubleStream intensities() {
        return layers.stream().mapToDouble(LayerIntensity::intensity);
    }

    private static double intensity(Counts counts) {
        return (double) counts.macs() / (counts.params() + counts.activations());
    }
}
