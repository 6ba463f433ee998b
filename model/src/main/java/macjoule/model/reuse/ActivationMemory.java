package macjoule.model.reuse;

import java.util.HashSet;
import java.util.List;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;

/**
 * How many elements of activations are alive at once when a network runs layer by layer, for one image. An output lives from
 * the layer that writes it to the last layer that reads it; what nobody reads is a result and lives to the end. Workspace of
 * the layers is not included.
 */
final class ActivationMemory {
    private final List<Node> nodes;
    private final int[] readers;
    private final int[] buffer;
    private final int[] lastUse;

    private ActivationMemory(Network network, Buffers buffers) {
        nodes = network.nodes();
        readers = new int[nodes.size()];
        buffer = new int[nodes.size()];
        lastUse = new int[nodes.size()];
        countReaders();
        assignBuffers(buffers);
        findLastUses();
    }

    static long peakElements(Network network, Buffers buffers) {
        return new ActivationMemory(network, buffers).peak();
    }

    private void countReaders() {
        for (Node node : nodes) {
            for (Node input : new HashSet<>(node.inputs())) {
                readers[input.index()]++;
            }
        }
    }

    private void assignBuffers(Buffers buffers) {
        for (Node node : nodes) {
            boolean overwrites = buffers == Buffers.IN_PLACE
                    && canOverwrite(node.layer())
                    && readers[node.inputs().get(0).index()] == 1;
            buffer[node.index()] = overwrites ? buffer[node.inputs().get(0).index()] : node.index();
        }
    }

    private void findLastUses() {
        int end = nodes.size() - 1;
        for (Node node : nodes) {
            int use = readers[node.index()] == 0 ? end : node.index();
            extend(node, use);
            for (Node input : node.inputs()) {
                extend(input, node.index());
            }
        }
    }

    private void extend(Node node, int use) {
        int own = buffer[node.index()];
        lastUse[own] = Math.max(lastUse[own], use);
    }

    private long peak() {
        long[] freedAfter = new long[nodes.size()];
        long alive = 0;
        long peak = 0;
        for (Node node : nodes) {
            int now = node.index();
            if (buffer[now] == now) {
                alive += node.output().elements();
                freedAfter[lastUse[now]] += node.output().elements();
            }
            peak = Math.max(peak, alive);
            alive -= freedAfter[now];
        }
        return peak;
    }

    private static boolean canOverwrite(Layer layer) {
        return layer instanceof Layer.Activation
                || layer instanceof Layer.BatchNorm
                || layer instanceof Layer.Scale
                || layer instanceof Layer.Dropout
                || layer instanceof Layer.Flatten;
    }
}
