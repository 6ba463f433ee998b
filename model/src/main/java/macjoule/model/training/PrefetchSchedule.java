package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

/**
 * When each load of a held tensor is issued: as few steps ahead as their computing hides its transfer, deferred to a later step where
 * the tensor would not fit in between. Loads that cannot be issued ahead of their step stay on demand.
 */
final class PrefetchSchedule {
    /** The step that issues the load of an access, or {@link StepProgram#NONE}. */
    final int[] issuedAt;
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
        start = new int[program.steps + 1];
        for (int access = 0; access < issuedAt.length; access++) {
            boolean wanted = enabled && transfers.loads[access] && plan.resident[access];
            issuedAt[access] = wanted ? issue(access) : NONE;
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

    private int issue(int access) {
        int use = program.stepOf[access];
        int earliest = program.previousStep(access) + 1;
        long bytes = program.bytes(access);
        double needed = bytes / hardware.bandwidth();
        double hidden = 0;
        int step = use;
        while (hidden < needed && step > earliest && occupancy[step - 1] + bytes <= plan.capacity) {
            step--;
            hidden += program.ops[step] / hardware.throughput();
        }
        for (int held = step; held < use; held++) {
            occupancy[held] += bytes;
        }
        return step < use ? step : NONE;
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
