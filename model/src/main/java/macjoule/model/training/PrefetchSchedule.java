package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

/**
 * When each load of a held tensor is issued: as few steps ahead as their computing hides its transfer, deferred to a later step where
 * the tensor would not fit in between. Loads that cannot be issued ahead of their step stay on demand.
 */
final class PrefetchSchedule {
    /** The step that issues the load of an access, or {@link StepProgram#NONE}. */
    final int[] issuedAt;
    /** The bytes of an access that are prefetched. */
    final long[] bytes;
    /** Bytes held during each step, prefetched ones included. */
    final long[] occupancy;
    /** The prefetched accesses by issuing step, those of step {@code j} from {@code start[j]} to {@code start[j + 1] - 1}. */
    final int[] accesses;

    final int[] start;

    private final CachePlan plan;
    private final StepProgram program;
    private final Hardware hardware;

    PrefetchSchedule(CachePlan plan, Transfers transfers, Hardware hardware, boolean enabled) {
        this.plan = plan;
        this.hardware = hardware;
        program = plan.program;
        occupancy = plan.occupancy.clone();
        issuedAt = new int[program.accesses()];
        bytes = new long[program.accesses()];
        start = new int[program.steps + 1];
        for (int access = 0; access < issuedAt.length; access++) {
            issuedAt[access] = NONE;
            if (enabled && transfers.loads[access] > 0) {
                issue(access, transfers.loads[access]);
            }
            if (issuedAt[access] != NONE) {
                start[issuedAt[access] + 1]++;
            }
        }
        for (int step = 0; step < program.steps; step++) {
            start[step + 1] += start[step];
        }
        accesses = group();
    }

    int count() {
        return accesses.length;
    }

    private void issue(int access, long load) {
        if (plan.byRows && program.isMap(access)) {
            issueRows(access, load);
        } else if (plan.resident[access]) {
            issueAhead(access, load);
        }
    }

    /** As many of the missing rows as there is room for in the step that uses them and in the one before. */
    private void issueRows(int access, long load) {
        int use = program.stepOf[access];
        if (use == 0) {
            return;
        }
        // Rows that stay after the step have their room in it already.
        long spare = Math.max(0, plan.keptBytes[access] - plan.arriving(access));
        long room = Math.min(plan.capacity - occupancy[use] + spare, plan.capacity - occupancy[use - 1]);
        long row = program.bytes(access) / program.tensors.rows(program.tensor[access]);
        long part = Math.min(load, room / row * row);
        if (part > 0) {
            issueAhead(access, part);
            occupancy[use] += bytes[access] > 0 ? Math.max(0, part - spare) : 0;
        }
    }

    private void issueAhead(int access, long part) {
        int use = program.stepOf[access];
        int earliest = program.previousStep(access) + 1;
        double needed = part / hardware.bandwidth();
        double hidden = 0;
        int step = use;
        while (hidden < needed && step > earliest && occupancy[step - 1] + part <= plan.capacity) {
            step--;
            hidden += program.ops[step] / hardware.throughput();
        }
        for (int held = step; held < use; held++) {
            occupancy[held] += part;
        }
        if (step < use) {
            issuedAt[access] = step;
            bytes[access] = part;
        }
    }

    private int[] group() {
        int[] grouped = new int[start[program.steps]];
        int[] free = start.clone();
        for (int access = 0; access < issuedAt.length; access++) {
            if (issuedAt[access] != NONE) {
                grouped[free[issuedAt[access]]++] = access;
            }
        }
        return grouped;
    }
}
