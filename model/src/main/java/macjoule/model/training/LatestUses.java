package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

/**
 * The bytes of each tensor booked on the step that accessed it last, in a Fenwick tree: the sum over a range of steps up to now counts
 * every tensor accessed in the range once.
 */
final class LatestUses {
    private final StepProgram program;
    private final long[] tree;
    private long total;

    LatestUses(StepProgram program) {
        this.program = program;
        tree = new long[program.steps + 1];
    }

    /** Moves on to the next step. */
    void advance(int step) {
        for (int access = program.start[step]; access < program.start[step + 1]; access++) {
            int previous = program.previousStep(access);
            if (previous != NONE) {
                add(previous, -program.bytes(access));
            }
            add(step, program.bytes(access));
        }
    }

    /** Distinct bytes accessed from {@code step} until now. */
    long bytesSince(int step) {
        long before = 0;
        for (int i = step; i > 0; i -= i & -i) {
            before += tree[i];
        }
        return total - before;
    }

    private void add(int step, long bytes) {
        total += bytes;
        for (int i = step + 1; i < tree.length; i += i & -i) {
            tree[i] += bytes;
        }
    }
}
