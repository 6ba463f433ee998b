package macjoule.bench.cli;

import java.util.List;
import macjoule.model.net.LayerSpec;
import macjoule.model.net.Network;
import macjoule.model.net.Shape;
import macjoule.model.zoo.Zoo;
import macjoule.model.zoo.ZooEntry;
import org.jspecify.annotations.Nullable;

/**
 * A network the user named.
 *
 * @param coverage the share of its layers that are understood
 * @param notes what was passed over in reading it
 */
record NetworkInput(Network network, double coverage, List<String> notes) {

    /** Finds a network by name. */
    static NetworkInput find(String name, @Nullable Shape input, boolean lenient) {
        ZooEntry entry = Zoo.get(name);
        return new NetworkInput(entry.network(input == null ? entry.input() : input), 1, List.of());
    }

    /** A single layer, with bias as frameworks have by default. */
    static NetworkInput ofLayer(String spec) {
        return new NetworkInput(LayerSpec.parse(spec).network("layer"), 1, List.of());
    }
}
