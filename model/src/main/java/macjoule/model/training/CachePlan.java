package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a cache of one capacity keeps from one access of a tensor to the next. The plan does not depend on bandwidth or throughput, and
 * so traffic does not either.
 */
final class CachePlan {
    final StepProgram program;
    final long capacity;
    /** Whether maps are kept in whole rows, as many as fit, instead of whole or not at all. */
    final boolean byRows;
    /** Steps whose tensors do not fit together: maps pass through row buffers, only weights are held. */
    final boolean[] streamed;
    /** Whether there is room for the whole tensor of an access during its step. */
    final boolean[] resident;
    /** Bytes of the tensor of an access that stay until its next access. */
    final long[] keptBytes;
    /** Bytes held during each step. */
    final long[] occupancy;

    private CachePlan(StepProgram program, long capacity, boolean byRows) {
        this.program = program;
        this.capacity = capacity;
        this.byRows = byRows;
        streamed = new boolean[program.steps];
        resident = new boolean[program.accesses()];
        keptBytes = new long[program.accesses()];
        occupancy = new long[program.steps];
    }

    static CachePlan of(StepProgram program, TrainingOptions options, long capacity) {
        CachePlan plan = new CachePlan(program, capacity, options.has(Variation.ROW_RESIDENCY));
        plan.chooseResidents(options.has(Variation.GREEDY_STREAMING));
        if (plan.byRows) {
            new RowKeeper(plan).keep();
        } else {
            new WholeKeeper(plan).keep();
        }
        plan.addKeptToOccupancy();
        return plan;
    }

    /** Bytes of the tensor of an access that are still there from its previous access. */
    long arriving(int access) {
        return program.previous[access] == NONE ? 0 : keptBytes[program.previous[access]];
    }

    private void chooseResidents(boolean greedy) {
        for (int step = 0; step < program.steps; step++) {
            streamed[step] = program.workingSet[step] > capacity;
            if (streamed[step] && greedy) {
                holdGreedily(step);
                continue;
            }
            hold(step, false);
            if (!streamed[step]) {
                hold(step, true);
            }
        }
    }

    /** Holds those of the step's maps, or of its other tensors, that fit, smallest first. */
    private void hold(int step, boolean maps) {
        long held = occupancy[step];
        for (int i = program.start[step]; i < program.start[step + 1]; i++) {
            int access = program.bySize[i];
            if (program.isMap(access) == maps && held + program.bytes(access) <= capacity) {
                resident[access] = true;
                held += program.bytes(access);
            }
        }
        // Of maps kept by rows only those rows take room that stay before or after the step.
        if (!maps || !byRows) {
            occupancy[step] = held;
        }
    }

    /** Holds what fits, first what was or will be used nearest: that is where holding saves most for the room it takes. */
    private void holdGreedily(int step) {
        long held = 0;
        int[] nearestFirst = IntStream.range(program.start[step], program.start[step + 1])
                .mapToObj(i -> program.bySize[i])
                .sorted(Comparator.comparingInt(program::nearestUse))
                .mapToInt(access -> access)
                .toArray();
        for (int access : nearestFirst) {
            if (held + program.bytes(access) <= capacity) {
                resident[access] = true;
                held += program.bytes(access);
                occupancy[step] += byRows && program.isMap(access) ? 0 : program.bytes(access);
            }
        }
    }

    private void addKeptToOccupancy() {
        long[] change = new long[program.steps + 1];
        for (int access = 0; access < keptBytes.length; access++) {
            if (keptBytes[access] > 0) {
                change[program.stepOf[access] + 1] += keptBytes[access];
                change[program.stepOf[program.next[access]]] -= keptBytes[access];
            }
            if (byRows && program.isMap(access)) {
                occupancy[program.stepOf[access]] += Math.max(arriving(access), keptBytes[access]);
            }
        }
        long idleBytes = 0;
        for (int step = 0; step < program.steps; step++) {
            idleBytes += change[step];
            occupancy[step] += idleBytes;
        }
    }
}
