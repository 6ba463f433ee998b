package macjoule.model.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fork whose branches meet again, followed by hand. */
class ExecutionOrderTest {
    private static final TrainingGraph FORK = new TrainingGraph(
            "fork",
            1,
            List.of(
                    TrainingLayer.input("x", 1, 1),
                    layer("left", "x"),
                    layer("right", "x"),
                    layer("join", "left", "right"),
                    layer("leftEnd", "left")));

    @Test
    void depthFirstFollowsTheFirstBranchToTheJoinAndBeyond() {
        assertThat(names(ExecutionOrder.DEPTH_FIRST)).containsExactly("x", "left", "leftEnd", "right", "join");
    }

    @Test
    void superNeuronsTakesTheFirstBranchLast() {
        assertThat(names(ExecutionOrder.FIRST_CONSUMER_LAST)).containsExactly("x", "right", "left", "leftEnd", "join");
    }

    @Test
    void constructionIsAsDeclared() {
        assertThat(names(ExecutionOrder.CONSTRUCTION)).containsExactly("x", "left", "right", "join", "leftEnd");
    }

    private static List<String> names(ExecutionOrder order) {
        return Arrays.stream(order.of(FORK))
                .mapToObj(layer -> FORK.layer(layer).name())
                .toList();
    }

    private static TrainingLayer layer(String name, String... inputs) {
        return TrainingLayer.of(name, LayerType.ADD, List.of(inputs), 1, 1, 0);
    }
}
