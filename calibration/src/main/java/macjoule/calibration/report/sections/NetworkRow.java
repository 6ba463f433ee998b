package macjoule.calibration.report.sections;

import java.util.List;
import java.util.OptionalDouble;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Network;
import macjoule.model.reuse.LayerwiseIntensity;
import macjoule.model.reuse.Reuse;
import macjoule.model.zoo.Zoo;
import org.jspecify.annotations.Nullable;

/** A network with its counts for one image, as the papers count. */
record NetworkRow(Network network, Counts counts) {

    static NetworkRow of(Network network) {
        return new NetworkRow(network, Convention.PAPER.count(network));
    }

    static List<NetworkRow> ofZoo(List<String> names) {
        return names.stream().map(name -> of(Zoo.get(name).network())).toList();
    }

    String name() {
        return network.name();
    }

    Reuse reuse() {
        return new Reuse(counts);
    }

    LayerwiseIntensity layerwise() {
        return LayerwiseIntensity.of(network);
    }

    static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
