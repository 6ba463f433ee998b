package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

/**
 * The memory an iteration needs, whatever the cache.
 *
 * @param persistent bytes of weights, their gradients and the optimizer's states
 * @param peakActivations the most bytes of feature maps and their gradients alive at once, each from its first to its last access
 */
public record Footprint(long persistent, long peakActivations) {

    static Footprint of(StepProgram program) {
        long[] change = new long[program.steps + 1];
        long persistent = 0;
        for (int access = 0; access < program.accesses(); access++) {
            boolean first = program.previous[access] == NONE;
            if (!program.isMap(access)) {
                persistent += first ? program.bytes(access) : 0;
                continue;
            }
            if (first) {
                change[program.stepOf[access]] += program.bytes(access);
            }
            if (program.next[access] == NONE) {
                change[program.stepOf[access] + 1] -= program.bytes(access);
            }
        }
        long alive = 0;
        long peak = 0;
        for (int step = 0; step < program.steps; step++) {
            alive += change[step];
            peak = Math.max(peak, alive);
        }
        return new Footprint(persistent, peak);
    }

    public long peak() {
        return persistent + peakActivations;
    }
}
