package macjoule.model.training.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import macjoule.model.BadInputException;

/**
 * In which order the forward pass runs the layers. The depth-first orders follow a branch to its end, and pass a join only when
 * all its inputs are there (Wang et al., SuperNeurons, 2018, as the thesis uses it).
 */
public enum ExecutionOrder {
    /** Consumers of a layer in the order they were declared. */
    DEPTH_FIRST,
    /** The first consumer last, as SuperNeurons schedules it. */
    FIRST_CONSUMER_LAST,
    /** As declared. */
    CONSTRUCTION;

    /** The positions of all layers, network inputs included, in order of execution. */
    public int[] of(TrainingGraph graph) {
        return this == CONSTRUCTION ? asDeclared(graph) : depthFirst(graph);
    }

    private int[] depthFirst(TrainingGraph graph) {
        int[] order = new int[graph.size()];
        int[] arrived = new int[graph.size()];
        int emitted = 0;
        Deque<Integer> stack = new ArrayDeque<>();
        for (int source = 0; source < graph.size(); source++) {
            if (graph.inputs(source).length > 0) {
                continue;
            }
            stack.push(source);
            while (!stack.isEmpty()) {
                int layer = stack.pop();
                if (++arrived[layer] < graph.inputs(layer).length) {
                    continue;
                }
                order[emitted++] = layer;
                pushConsumers(graph.consumers(layer), stack);
            }
        }
        if (emitted < order.length) {
            throw cycle(graph, arrived);
        }
        return order;
    }

    /** Pushes what is to be visited first last. */
    private void pushConsumers(int[] consumers, Deque<Integer> stack) {
        boolean firstLast = this == FIRST_CONSUMER_LAST && consumers.length > 0;
        if (firstLast) {
            stack.push(consumers[0]);
        }
        for (int i = consumers.length - 1; i >= (firstLast ? 1 : 0); i--) {
            stack.push(consumers[i]);
        }
    }

    private static int[] asDeclared(TrainingGraph graph) {
        int[] order = new int[graph.size()];
        for (int layer = 0; layer < order.length; layer++) {
            order[layer] = layer;
            for (int input : graph.inputs(layer)) {
                if (input > layer) {
                    throw new BadInputException(
                            "it reads " + graph.layer(input).name() + ", which is declared after it",
                            "network " + graph.name() + ", layer "
                                    + graph.layer(layer).name(),
                            "declare layers before they are read or choose a depth-first order");
                }
            }
        }
        return order;
    }

    private static BadInputException cycle(TrainingGraph graph, int[] arrived) {
        int stuck = 0;
        while (arrived[stuck] >= Math.max(1, graph.inputs(stuck).length)) {
            stuck++;
        }
        return new BadInputException(
                "it depends on its own output",
                "network " + graph.name() + ", layer " + graph.layer(stuck).name(),
                "remove the cycle");
    }
}
