package macjoule.model.training;

import java.util.Arrays;
import macjoule.model.training.graph.TrainingGraph;

/**
 * One iteration as a list of steps, each with the tensors it accesses, in flat arrays: the accesses of step {@code j} are numbered
 * {@code start[j]} to {@code start[j + 1] - 1}.
 */
final class StepProgram {
    static final int NONE = -1;

    final TrainingGraph graph;
    final int steps;
    final int[] layer;
    final Phase[] phase;
    final long[] ops;
    /** Bytes of all tensors the step accesses. */
    final long[] workingSet;

    final int[] start;
    final int[] tensor;
    final boolean[] reads;
    final boolean[] writes;
    final int[] stepOf;
    /** The access of the same tensor after or before this one, or {@link #NONE}. */
    final int[] next;

    final int[] previous;
    /** The accesses of each step by ascending tensor size, then number of the tensor. */
    final int[] bySize;

    final TensorTable tensors;
    private final long[] bytes;
    private final boolean[] isMap;

    StepProgram(TrainingGraph graph, TensorTable tensors, StepList list) {
        this.graph = graph;
        this.tensors = tensors;
        steps = list.steps();
        layer = list.layers();
        phase = list.phases();
        ops = list.ops();
        start = list.starts();
        tensor = list.tensors();
        reads = list.reads();
        writes = list.writes();
        stepOf = new int[tensor.length];
        next = new int[tensor.length];
        previous = new int[tensor.length];
        bySize = new int[tensor.length];
        workingSet = new long[steps];
        bytes = new long[tensor.length];
        isMap = new boolean[tensor.length];
        link();
    }

    int accesses() {
        return tensor.length;
    }

    long bytes(int access) {
        return bytes[access];
    }

    /** Whether the tensor of the access is a feature map or the gradient of one. */
    boolean isMap(int access) {
        return isMap[access];
    }

    int previousStep(int access) {
        return previous[access] == NONE ? NONE : stepOf[previous[access]];
    }

    /** Steps to the nearest other access of the same tensor, before or after this one. */
    int nearestUse(int access) {
        int before = previous[access] == NONE ? Integer.MAX_VALUE : stepOf[access] - stepOf[previous[access]];
        int after = next[access] == NONE ? Integer.MAX_VALUE : stepOf[next[access]] - stepOf[access];
        return Math.min(before, after);
    }

    String nameOf(int step) {
        return phase[step].nameOf(graph.layer(layer[step]).name());
    }

    private void link() {
        int[] last = new int[tensors.size()];
        Arrays.fill(last, NONE);
        for (int step = 0; step < steps; step++) {
            for (int access = start[step]; access < start[step + 1]; access++) {
                int t = tensor[access];
                stepOf[access] = step;
                next[access] = NONE;
                previous[access] = last[t];
                if (last[t] != NONE) {
                    next[last[t]] = access;
                }
                last[t] = access;
                bytes[access] = tensors.bytes(t);
                isMap[access] = tensors.kind(t).hasRows();
                workingSet[step] += bytes[access];
                insertBySize(step, access);
            }
        }
    }

    /** Insertion sort: steps access a handful of tensors. */
    private void insertBySize(int step, int access) {
        int place = access;
        while (place > start[step] && smaller(access, bySize[place - 1])) {
            bySize[place] = bySize[place - 1];
            place--;
        }
        bySize[place] = access;
    }

    private boolean smaller(int access, int other) {
        int order = Long.compare(bytes(access), bytes(other));
        return order < 0 || (order == 0 && tensor[access] < tensor[other]);
    }
}
