package macjoule.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferPlanTest {

    /** Plays a network through its plan: what a layer reads must still be what its producer wrote. */
    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "googlenet", "resnet-50", "densenet-121", "inception-resnet-v2"})
    void noResultIsOverwrittenBeforeItsLastReader(String name) {
        Network network = Zoo.find(name).orElseThrow().network();
        BufferPlan plan = new BufferPlan(network, BufferPlanTest::storage);
        Map<Integer, Set<Node>> content = new HashMap<>();
        for (Node node : network.nodes()) {
            for (Node input : node.inputs()) {
                assertThat(content.get(plan.bufferOf(input)))
                        .as("what %s reads", node)
                        .contains(input);
            }
            Set<Node> held = content.computeIfAbsent(plan.bufferOf(node), buffer -> new HashSet<>());
            if (storage(node).equals(node)) {
                held.clear();
                assertThat(node.inputs().stream().map(plan::bufferOf)).doesNotContain(plan.bufferOf(node));
            }
            held.add(node);
            assertThat(plan.sizes().get(plan.bufferOf(node)))
                    .isGreaterThanOrEqualTo(node.output().elements());
        }
        Node input = network.nodes().get(0);
        assertThat(content.get(plan.bufferOf(input)))
                .as("the image, needed for the next run")
                .contains(input);
    }

    /** A chain needs the image and two buffers in turn, however long it is: VGG-16's largest map is 64x224x224. */
    @Test
    void aChainNeedsTwoBuffersBesideTheImage() {
        Network vgg = Zoo.find("vgg-16").orElseThrow().network();
        List<Long> sizes = new BufferPlan(vgg, BufferPlanTest::storage).sizes();
        assertThat(sizes).containsExactly(3L * 224 * 224, 64L * 224 * 224, 64L * 224 * 224);
    }

    private static Node storage(Node node) {
        return node.layer() instanceof Layer.Dropout ? node.inputs().get(0) : node;
    }
}
