package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

/**
 * Keeps tensors whole, by Belady's rule with offloading looked ahead: a tensor that would have to leave before its next use leaves
 * right after its last one, and so never takes room in between.
 */
final class WholeKeeper {
    private final CachePlan plan;
    private final StepProgram program;
    private final IdleHeap idle;
    private final int[] keptSince;
    private long idleBytes;

    WholeKeeper(CachePlan plan) {
        this.plan = plan;
        program = plan.program;
        idle = new IdleHeap(program.tensors.size());
        keptSince = new int[program.tensors.size()];
    }

    void keep() {
        for (int step = 0; step < program.steps; step++) {
            takeOut(step);
            while (idleBytes + plan.occupancy[step] > plan.capacity) {
                int evicted = idle.top();
                remove(evicted);
                plan.keptBytes[keptSince[evicted]] = 0;
            }
            putBack(step);
        }
    }

    private void takeOut(int step) {
        for (int access = program.start[step]; access < program.start[step + 1]; access++) {
            if (idle.contains(program.tensor[access])) {
                remove(program.tensor[access]);
            }
        }
    }

    private void putBack(int step) {
        for (int access = program.start[step]; access < program.start[step + 1]; access++) {
            int next = program.next[access];
            if (next == NONE || !plan.resident[access] || !plan.resident[next]) {
                continue;
            }
            plan.keptBytes[access] = program.bytes(access);
            if (program.stepOf[next] > step + 1) {
                int tensor = program.tensor[access];
                idle.add(tensor, program.stepOf[next]);
                idleBytes += program.bytes(access);
                keptSince[tensor] = access;
            }
        }
    }

    private void remove(int tensor) {
        idle.remove(tensor);
        idleBytes -= program.tensors.bytes(tensor);
    }
}
