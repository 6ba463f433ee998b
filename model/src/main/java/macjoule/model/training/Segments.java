package macjoule.model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import macjoule.model.training.graph.TrainingGraph;

/** The forward pass in segments: which maps survive it, and what each segment has to compute again for its backward pass. */
final class Segments {
    private final TrainingGraph graph;
    /** Layers that take a step, in order of execution. */
    private final int[] layers;
    /** The position in {@link #layers} at which each segment starts, and the end. */
    private final int[] starts;

    private final int[] segmentOf;

    private Segments(TrainingGraph graph, int[] layers, int[] starts) {
        this.graph = graph;
        this.layers = layers;
        this.starts = starts;
        segmentOf = new int[graph.size()];
        // What takes no step, as the network's inputs, is there before the first segment.
        Arrays.fill(segmentOf, -1);
        for (int segment = 0; segment < count(); segment++) {
            for (int position = starts[segment]; position < starts[segment + 1]; position++) {
                segmentOf[layers[position]] = segment;
            }
        }
    }

    static Segments of(TrainingGraph graph, int[] layers, Checkpointing checkpointing) {
        int[] starts = switch (checkpointing.choice()) {
            case NOWHERE -> equal(layers.length, 1);
            case EQUAL -> equal(layers.length, checkpointing.segments());
            case SQUARE_ROOT -> equal(layers.length, (int) Math.round(Math.sqrt(layers.length)));
            case LEAST_MEMORY -> SegmentChoice.leastMemory(graph, layers);
        };
        return new Segments(graph, layers, starts);
    }

    int count() {
        return starts.length - 1;
    }

    /** The layers of a segment in order of execution. */
    int[] layers(int segment) {
        return Arrays.copyOfRange(layers, starts[segment], starts[segment + 1]);
    }

    /**
     * What to run again before the backward pass of {@code segment}: the layers whose output that pass reads and nothing kept, and the
     * layers in between that lead there. The last segment is still there.
     *
     * @param backwardReads the layers whose output the backward step of a layer reads
     */
    int[] recomputed(int segment, IntFunction<int[]> backwardReads) {
        if (segment == count() - 1) {
            return new int[0];
        }
        boolean[] wanted = new boolean[graph.size()];
        int[] own = layers(segment);
        for (int layer : own) {
            for (int read : backwardReads.apply(layer)) {
                wanted[read] = true;
            }
        }
        List<Integer> again = new ArrayList<>();
        for (int i = own.length - 1; i >= 0; i--) {
            int layer = own[i];
            if (wanted[layer] && !isKept(layer)) {
                again.add(0, layer);
                for (int input : graph.inputs(layer)) {
                    wanted[input] = true;
                }
            }
        }
        return again.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether the output outlives its segment in the forward pass: a later segment or the loss reads it. */
    private boolean isKept(int layer) {
        int[] readers = graph.consumers(layer);
        return readers.length == 0 || Arrays.stream(readers).anyMatch(reader -> segmentOf[reader] > segmentOf[layer]);
    }

    private static int[] equal(int layers, int segments) {
        int count = Math.max(1, Math.min(segments, layers));
        int[] starts = new int[count + 1];
        Arrays.setAll(starts, segment -> (int) ((long) segment * layers / count));
        return starts;
    }
}
