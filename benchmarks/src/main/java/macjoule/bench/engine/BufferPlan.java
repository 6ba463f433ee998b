package macjoule.bench.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import org.jspecify.annotations.Nullable;

/**
 * Which results can share memory. A buffer is free again once the last reader of its content has run; inputs and the final result
 * keep theirs, as they are needed between runs.
 */
public final class BufferPlan {
    private static final int NEVER = Integer.MAX_VALUE;

    private final Map<Node, Integer> buffers = new HashMap<>();
    private final List<Long> sizes = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    /** {@code storage} tells the input that a node leaves its result in, such as that of a dropout; other nodes map to themselves. */
    public BufferPlan(Network network, UnaryOperator<Node> storage) {
        List<Node> nodes = network.nodes();
        Map<Node, Node> owners = new HashMap<>();
        Map<Node, Integer> lastReader = new HashMap<>();
        for (Node node : nodes) {
            Node held = storage.apply(node);
            Node owner = held.equals(node) ? node : Objects.requireNonNull(owners.get(held));
            owners.put(node, owner);
            lastReader.put(node, node.layer() instanceof Layer.Input ? NEVER : node.index());
            for (Node input : node.inputs()) {
                lastReader.merge(Objects.requireNonNull(owners.get(input)), node.index(), Math::max);
            }
        }
        lastReader.put(Objects.requireNonNull(owners.get(nodes.get(nodes.size() - 1))), NEVER);
        nodes.forEach(node -> place(node, owners, lastReader));
    }

    private void place(Node node, Map<Node, Node> owners, Map<Node, Integer> lastReader) {
        Node owner = Objects.requireNonNull(owners.get(node));
        buffers.put(node, owner.equals(node) ? take(node.output().elements()) : bufferOf(owner));
        // Only now, so that no layer writes over what it reads.
        owners.forEach((holder, itsOwner) -> {
            boolean placed = holder.equals(itsOwner) && buffers.containsKey(holder);
            if (placed && Objects.equals(lastReader.get(holder), node.index())) {
                free.add(bufferOf(holder));
            }
        });
    }

    /** The smallest free buffer that is large enough, else the largest free one, enlarged, else a new one. */
    private int take(long size) {
        @Nullable Integer best = null;
        for (Integer candidate : free) {
            if (best == null || isBetter(sizes.get(candidate), sizes.get(best), size)) {
                best = candidate;
            }
        }
        if (best == null) {
            sizes.add(size);
            return sizes.size() - 1;
        }
        free.remove(best);
        sizes.set(best, Math.max(size, sizes.get(best)));
        return best;
    }

    private static boolean isBetter(long candidate, long best, long wanted) {
        return best >= wanted ? candidate >= wanted && candidate < best : candidate > best;
    }

    /** The number of the buffer that holds the result of {@code node}. */
    public int bufferOf(Node node) {
        return Objects.requireNonNull(buffers.get(node));
    }

    /** The elements per image that each buffer must hold. */
    public List<Long> sizes() {
        return List.copyOf(sizes);
    }
}
