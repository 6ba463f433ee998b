package macjoule.model.training.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.BadInputException;

/** A network under training: layers in the order they were declared, checked to form a graph without cycles. */
public final class TrainingGraph {
    private static final int LARGEST_BATCH = 1_000_000;

    private final String name;
    private final int batch;
    private final List<TrainingLayer> layers;
    private final int[][] inputs;
    private final int[][] consumers;

    /**
     * Connects the layers.
     *
     * @throws BadInputException if a name is used twice, an input does not exist, layers form a cycle, or layers of one weight key
     *     differ in their number of weights
     */
    public TrainingGraph(String name, int batch, List<TrainingLayer> layers) {
        requireBatch(name, batch);
        this.name = name;
        this.batch = batch;
        this.layers = List.copyOf(layers);
        inputs = connect();
        consumers = invert();
        ExecutionOrder.DEPTH_FIRST.of(this);
        requireEqualSharedWeights();
    }

    /** Refuses what is no batch, and what would make counts overflow. */
    static void requireBatch(String network, int batch) {
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new BadInputException("a batch of " + batch, "network " + network, "give 1 to " + LARGEST_BATCH);
        }
    }

    public String name() {
        return name;
    }

    public int batch() {
        return batch;
    }

    public List<TrainingLayer> layers() {
        return layers;
    }

    public TrainingLayer layer(int index) {
        return layers.get(index);
    }

    public int size() {
        return layers.size();
    }

    /** The positions of the layers that layer {@code index} reads. */
    public int[] inputs(int index) {
        return inputs[index].clone();
    }

    /** The positions of the layers that read layer {@code index}, once for each time they read it, in order of declaration. */
    public int[] consumers(int index) {
        return consumers[index].clone();
    }

    /** Learned elements; shared ones count once. */
    public long parameters() {
        Map<String, Long> byKey = new HashMap<>();
        for (TrainingLayer layer : layers) {
            byKey.put(layer.weightKey(), layer.weights());
        }
        return byKey.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Multiply-accumulates of one forward pass. */
    public long macs() {
        return layers.stream()
                .filter(layer -> layer.type().group() == LayerGroup.TYPE_ONE)
                .mapToLong(TrainingLayer::ops)
                .sum();
    }

    private int[][] connect() {
        Map<String, Integer> positions = new HashMap<>();
        for (TrainingLayer layer : layers) {
            if (positions.putIfAbsent(layer.name(), positions.size()) != null) {
                throw bad("the name is used twice", layer, "give each layer a name of its own");
            }
        }
        int[][] sources = new int[layers.size()][];
        for (int i = 0; i < sources.length; i++) {
            TrainingLayer layer = layers.get(i);
            sources[i] = layer.inputs().stream()
                    .mapToInt(input -> positionOf(input, positions, layer))
                    .toArray();
        }
        return sources;
    }

    private int positionOf(String input, Map<String, Integer> positions, TrainingLayer layer) {
        Integer position = positions.get(input);
        if (position == null) {
            throw bad("it reads '" + input + "', which is no layer", layer, "name a layer of this network");
        }
        return position;
    }

    private int[][] invert() {
        List<List<Integer>> readers = new ArrayList<>(Collections.nCopies(layers.size(), List.of()));
        for (int i = 0; i < inputs.length; i++) {
            for (int source : inputs[i]) {
                List<Integer> known = readers.get(source);
                List<Integer> list = known.isEmpty() ? new ArrayList<>() : known;
                list.add(i);
                readers.set(source, list);
            }
        }
        return readers.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private void requireEqualSharedWeights() {
        Map<String, TrainingLayer> first = new HashMap<>();
        for (TrainingLayer layer : layers) {
            TrainingLayer other = first.putIfAbsent(layer.weightKey(), layer);
            if (other != null && other.weights() != layer.weights()) {
                throw bad(
                        layer.weights() + " weights shared with the " + other.weights() + " of " + other.name(),
                        layer,
                        "give layers of one weight key the same number of weights");
            }
        }
    }

    private BadInputException bad(String what, TrainingLayer layer, String remedy) {
        return new BadInputException(what, "network " + name + ", layer " + layer.name(), remedy);
    }
}
