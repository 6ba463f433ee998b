package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

/**
 * Keeps maps in rows: where not everything fits, the tensor wanted last gives up just as many rows as are missing. Rows of a step's
 * own maps count as held if they were kept before the step or are kept after it; the others pass through row buffers. Weights stay
 * whole. As in {@link WholeKeeper}, what has to leave before its next use never takes room in between.
 */
final class RowKeeper {
    private final CachePlan plan;
    private final StepProgram program;
    /** Tensors with a later access, those of the current step included. */
    private final IdleHeap candidates;

    private final int[] keptSince;
    /** Candidates with nothing to give up in the current step. */
    private final int[] setAside;

    private long idleBytes;
    private long held;

    RowKeeper(CachePlan plan) {
        this.plan = plan;
        program = plan.program;
        candidates = new IdleHeap(program.tensors.size());
        keptSince = new int[program.tensors.size()];
        setAside = new int[program.tensors.size()];
    }

    void keep() {
        for (int step = 0; step < program.steps; step++) {
            takeOut(step);
            held = plan.occupancy[step] + idleBytes;
            enter(step);
            giveUpLatest(step);
            giveUpOwn(step);
            for (int access = program.start[step]; access < program.start[step + 1]; access++) {
                idleBytes += plan.keptBytes[access];
            }
        }
    }

    private void takeOut(int step) {
        for (int access = program.start[step]; access < program.start[step + 1]; access++) {
            if (candidates.contains(program.tensor[access])) {
                candidates.remove(program.tensor[access]);
                idleBytes -= plan.arriving(access);
            }
        }
    }

    /** Starts by keeping all of the step's tensors that are wanted again. */
    private void enter(int step) {
        for (int access = program.start[step]; access < program.start[step + 1]; access++) {
            int next = program.next[access];
            boolean map = program.isMap(access);
            if (next != NONE && (map || (plan.resident[access] && plan.resident[next]))) {
                plan.keptBytes[access] = program.bytes(access);
                keptSince[program.tensor[access]] = access;
                candidates.add(program.tensor[access], program.stepOf[next]);
            }
            held += map ? Math.max(plan.arriving(access), plan.keptBytes[access]) : 0;
        }
    }

    /** Takes room from the tensors wanted last, down to what the step holds of them anyway. */
    private void giveUpLatest(int step) {
        int aside = 0;
        while (held > plan.capacity && !candidates.isEmpty()) {
            int tensor = candidates.top();
            int access = keptSince[tensor];
            boolean own = program.stepOf[access] == step;
            long spare = plan.keptBytes[access] - (own ? pinned(access) : 0);
            long given = Math.min(Math.max(0, spare), wholeRows(tensor, held - plan.capacity));
            plan.keptBytes[access] -= given;
            held -= given;
            idleBytes -= own ? 0 : given;
            candidates.remove(tensor);
            if (plan.keptBytes[access] > 0) {
                setAside[aside++] = tensor;
            }
        }
        while (aside > 0) {
            int tensor = setAside[--aside];
            candidates.add(tensor, program.stepOf[program.next[keptSince[tensor]]]);
        }
    }

    /** Bytes of one of the step's tensors that are held in the step whether they stay or not. */
    private long pinned(int access) {
        return program.isMap(access) ? plan.arriving(access) : program.bytes(access);
    }

    /** Takes room from the step's own maps: they were kept until now in vain. */
    private void giveUpOwn(int step) {
        for (int access = program.start[step]; access < program.start[step + 1] && held > plan.capacity; access++) {
            long level = program.isMap(access) ? Math.max(plan.arriving(access), plan.keptBytes[access]) : 0;
            long lower = Math.max(0, level - wholeRows(program.tensor[access], held - plan.capacity));
            if (level > 0) {
                lower(program.previous[access], lower);
                lower(access, lower);
                held -= level - lower;
            }
        }
    }

    private void lower(int access, long level) {
        if (access == NONE || plan.keptBytes[access] <= level) {
            return;
        }
        plan.keptBytes[access] = level;
        if (level == 0 && candidates.contains(program.tensor[access])) {
            candidates.remove(program.tensor[access]);
        }
    }

    private long wholeRows(int tensor, long bytes) {
        long row = program.tensors.bytes(tensor) / program.tensors.rows(tensor);
        return (bytes + row - 1) / row * row;
    }
}
