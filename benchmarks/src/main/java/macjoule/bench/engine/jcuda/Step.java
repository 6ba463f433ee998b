package macjoule.bench.engine.jcuda;

import java.util.List;
import macjoule.bench.engine.jcuda.driver.Work;
import macjoule.model.net.Node;

/**
 * Work with the layer it is for.
 *
 * @param note what else is to be known of it
 */
record Step(String layer, Work work, String note) {
    static Step of(Node node, Work work) {
        return new Step(node.name(), work, "");
    }

    static List<Step> all(Node node, List<? extends Work> works, String note) {
        return works.stream()
                .<Step>map(work -> new Step(node.name(), work, note))
                .toList();
    }

    @Override
    public String toString() {
        return layer + ": " + work.kernelName() + note;
    }
}
