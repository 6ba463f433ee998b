package macjoule.model.training;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import macjoule.model.training.graph.TrainingGraph;

/**
 * Cuts a forward pass so that the maps kept at the cuts and the maps of the largest segment add up to the fewest elements. For every
 * limit on a segment, a dynamic programme over the cuts finds the fewest elements kept; the limit goes down from solution to solution
 * until what is kept alone exceeds the best sum. On a chain each map crosses one cut only, so that the result is exact; elsewhere a map
 * crossing several cuts counts at each.
 */
final class SegmentChoice {
    private final long[] before;
    private final long[] crossing;
    private final int count;

    /**
     * @param sizes elements of each layer's output
     * @param crossing elements kept by a cut before each layer
     */
    SegmentChoice(long[] sizes, long[] crossing) {
        count = sizes.length;
        this.crossing = crossing;
        before = new long[count + 1];
        for (int i = 0; i < count; i++) {
            before[i + 1] = before[i] + sizes[i];
        }
    }

    static int[] leastMemory(TrainingGraph graph, int[] layers) {
        long[] sizes = Arrays.stream(layers)
                .mapToLong(layer -> graph.layer(layer).elements())
                .toArray();
        return new SegmentChoice(sizes, crossing(graph, layers)).best();
    }

    /** Elements of the maps that are computed before and read at or after each position. */
    private static long[] crossing(TrainingGraph graph, int[] layers) {
        int[] position = new int[graph.size()];
        for (int i = 0; i < layers.length; i++) {
            position[layers[i]] = i;
        }
        long[] change = new long[layers.length + 1];
        for (int i = 0; i < layers.length; i++) {
            int[] readers = graph.consumers(layers[i]);
            int last =
                    Arrays.stream(readers).map(reader -> position[reader]).max().orElse(layers.length - 1);
            change[i + 1] += graph.layer(layers[i]).elements();
            change[Math.min(last + 1, layers.length)] -= graph.layer(layers[i]).elements();
        }
        Arrays.parallelPrefix(change, Long::sum);
        return Arrays.copyOf(change, layers.length);
    }

    /** The position at which each segment starts, and the end. */
    int[] best() {
        long least = Long.MAX_VALUE;
        int[] best = {0, count};
        int[] cuts = fewestKept(before[count]);
        while (cuts.length > 0 && kept(cuts) < least) {
            long largest = largest(cuts);
            if (kept(cuts) + largest < least) {
                least = kept(cuts) + largest;
                best = cuts;
            }
            cuts = fewestKept(largest - 1);
        }
        return best;
    }

    long kept(int[] starts) {
        long sum = 0;
        for (int i = 1; i < starts.length - 1; i++) {
            sum += crossing[starts[i]];
        }
        return sum;
    }

    long largest(int[] starts) {
        long most = 0;
        for (int i = 1; i < starts.length; i++) {
            most = Math.max(most, before[starts[i]] - before[starts[i - 1]]);
        }
        return most;
    }

    /** The cuts that keep the fewest elements with no segment above {@code limit}; empty if a single layer is. */
    private int[] fewestKept(long limit) {
        long[] cost = new long[count + 1];
        int[] from = new int[count + 1];
        // Starts of the last segment that can still be best, by ascending cost; a sliding window, as sizes are
        // positive.
        Deque<Integer> starts = new ArrayDeque<>();
        for (int end = 1; end <= count; end++) {
            while (!starts.isEmpty() && cost[starts.peekLast()] >= cost[end - 1]) {
                starts.removeLast();
            }
            starts.addLast(end - 1);
            while (!starts.isEmpty() && before[end] - before[starts.peekFirst()] > limit) {
                starts.removeFirst();
            }
            if (starts.isEmpty()) {
                return new int[0];
            }
            from[end] = starts.peekFirst();
            cost[end] = cost[from[end]] + (end < count ? crossing[end] : 0);
        }
        return trace(from);
    }

    private int[] trace(int[] from) {
        Deque<Integer> starts = new ArrayDeque<>();
        for (int end = count; end > 0; end = from[end]) {
            starts.addFirst(end);
        }
        starts.addFirst(0);
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }
}
