package macjoule.bench.engine.jcuda;

import java.util.List;
import macjoule.bench.engine.jcuda.driver.Launch;
import macjoule.model.net.Node;

/**
 * A launch with the layer it is for.
 *
 * @param note what else is to be known of it
 */
record Step(String layer, Launch launch, String note) {
    static Step of(Node node, Launch launch) {
        return new Step(node.name(), launch, "");
    }

    static List<Step> all(Node node, List<Launch> launches, String note) {
        return launches.stream()
                .map(launch -> new Step(node.name(), launch, note))
                .toList();
    }

    @Override
    public String toString() {
        return layer + ": " + launch.kernelName() + note;
    }
}
