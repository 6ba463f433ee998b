package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

/**
 * What a cache of one capacity keeps: Belady's rule over whole tensors, with offloading looked ahead. A tensor that would have to
 * leave before its next use leaves right after its last one. The plan does not depend on bandwidth or throughput.
 */
final class CachePlan {
    final StepProgram program;
    final long capacity;
    /** Steps whose tensors do not fit together: maps pass through row buffers, only weights are held. */
    final boolean[] streamed;
    /** Whether the tensor of an access is held as a whole during its step. */
    final boolean[] resident;
    /** Whether the tensor of an access stays until its next access. */
    final boolean[] kept;
    /** Bytes held during each step. */
    final long[] occupancy;

    private CachePlan(StepProgram program, long capacity) {
        this.program = program;
        this.capacity = capacity;
        streamed = new boolean[program.steps];
        resident = new boolean[program.accesses()];
        kept = new boolean[program.accesses()];
        occupancy = new long[program.steps];
    }

    static CachePlan of(StepProgram program, TrainingOptions options, long capacity) {
        CachePlan plan = new CachePlan(program, capacity);
        plan.chooseResidents(options.has(Variation.GREEDY_STREAMING));
        plan.chooseKept();
        plan.addKeptToOccupancy();
        return plan;
    }

    private void chooseResidents(boolean greedy) {
        for (int step = 0; step < program.steps; step++) {
            streamed[step] = program.workingSet[step] > capacity;
            hold(step, false);
            if (greedy || !streamed[step]) {
                hold(step, true);
            }
        }
    }

    /** Holds those of the step's maps, or of its other tensors, that fit, smallest first. */
    private void hold(int step, boolean maps) {
        for (int i = program.start[step]; i < program.start[step + 1]; i++) {
            int access = program.bySize[i];
            if (program.isMap(access) == maps && occupancy[step] + program.bytes(access) <= capacity) {
                resident[access] = true;
                occupancy[step] += program.bytes(access);
            }
        }
    }

    private void chooseKept() {
        IdleHeap idle = new IdleHeap(program.tensors.size());
        int[] keptSince = new int[program.tensors.size()];
        long idleBytes = 0;
        for (int step = 0; step < program.steps; step++) {
            for (int access = program.start[step]; access < program.start[step + 1]; access++) {
                int tensor = program.tensor[access];
                if (idle.contains(tensor)) {
                    idle.remove(tensor);
                    idleBytes -= program.tensors.bytes(tensor);
                }
            }
            while (idleBytes + occupancy[step] > capacity) {
                int evicted = idle.top();
                idle.remove(evicted);
                idleBytes -= program.tensors.bytes(evicted);
                kept[keptSince[evicted]] = false;
            }
            for (int access = program.start[step]; access < program.start[step + 1]; access++) {
                int next = program.next[access];
                if (next == NONE || !resident[access] || !resident[next]) {
                    continue;
                }
                kept[access] = true;
                if (program.stepOf[next] > step + 1) {
                    int tensor = program.tensor[access];
                    idle.add(tensor, program.stepOf[next]);
                    idleBytes += program.tensors.bytes(tensor);
                    keptSince[tensor] = access;
                }
            }
        }
    }

    private void addKeptToOccupancy() {
        long[] change = new long[program.steps + 1];
        for (int access = 0; access < kept.length; access++) {
            if (kept[access]) {
                change[program.stepOf[access] + 1] += program.bytes(access);
                change[program.stepOf[program.next[access]]] -= program.bytes(access);
            }
        }
        long idleBytes = 0;
        for (int step = 0; step < program.steps; step++) {
            idleBytes += change[step];
            occupancy[step] += idleBytes;
        }
    }
}
