package macjoule.model.delta.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.Convolution;
import macjoule.model.net.Network;

/** Layers that run one after the other. Layers that differ by name only are predicted once and counted. */
public record Workload(String name, List<Part> parts) {

    /** {@code count} equal layers. */
    public record Part(ConvDims layer, long count) {}

    public Workload {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new BadInputException("it has no layers to predict", name, "name one with convolutions");
        }
    }

    /** All of {@code layers}, equal ones put together under the name of the first. */
    public static Workload of(String name, List<ConvDims> layers) {
        Map<ConvDims, Part> parts = new LinkedHashMap<>();
        for (ConvDims layer : layers) {
            ConvDims nameless =
                    new ConvDims("", layer.batch(), layer.input(), layer.filters(), layer.window(), layer.groups());
            parts.merge(nameless, new Part(layer, 1), (part, one) -> new Part(part.layer(), part.count() + 1));
        }
        return new Workload(name, List.copyOf(parts.values()));
    }

    /** The convolutions of a network, of any kind, without its fully connected layers. */
    public static Workload convolutions(Network network, int batch) {
        return of(
                network.name(),
                network.layers().stream()
                        .filter(node -> node.layer() instanceof Convolution)
                        .flatMap(node -> ConvDims.of(node, batch).stream())
                        .toList());
    }

    /** Layers, equal ones counted singly. */
    public long layers() {
        return parts.stream().mapToLong(Part::count).sum();
    }

    /** How long all layers take. */
    public double seconds(Delta delta, GpuSpec gpu) {
        double seconds = 0;
        for (Part part : parts) {
            seconds += part.count() * delta.predict(part.layer(), gpu).timeSeconds();
        }
        return seconds;
    }
}
