package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

import java.util.function.IntPredicate;

/**
 * Traffic that no management of a cache can avoid for the same steps in the same order, however it splits tensors.
 *
 * @param compulsoryIn bytes that are read before they are ever written: weights, inputs, states
 * @param compulsoryOut bytes that have to be in memory at the end: weight gradients, or what an optimizer updates
 * @param reloads bytes that must be read again because more than a cache full of them waits for a later read at the same time
 * @param spills bytes that must be written only to be read back, for the same reason
 */
public record TrafficBound(long compulsoryIn, long compulsoryOut, long reloads, long spills) {

    static TrafficBound of(StepProgram program, long capacity) {
        long in = 0;
        long out = 0;
        boolean[] written = new boolean[program.tensors.size()];
        boolean[] spillable = new boolean[program.accesses()];
        for (int access = 0; access < program.accesses(); access++) {
            int tensor = program.tensor[access];
            in += program.previous[access] == NONE && program.reads[access] ? program.bytes(access) : 0;
            written[tensor] |= program.writes[access];
            if (program.next[access] == NONE) {
                out += written[tensor] && program.tensors.survives(tensor) ? program.bytes(access) : 0;
            } else {
                // One spill is certain for what is not there at the last read; what survives is written anyway.
                boolean lastRead = program.next[program.next[access]] == NONE;
                spillable[access] = lastRead && written[tensor] && !program.tensors.survives(tensor);
            }
        }
        long reloads = leastDropped(program, capacity, access -> true);
        return new TrafficBound(in, out, reloads, leastDropped(program, capacity, access -> spillable[access]));
    }

    public long total() {
        return compulsoryIn + compulsoryOut + reloads + spills;
    }

    /**
     * Between two steps at most a cache full survives of the bytes read again later. Where more wait, those wanted last give way, in
     * parts: that makes room at the most places at once, so that no other choice gives up fewer bytes in all.
     */
    private static long leastDropped(StepProgram program, long capacity, IntPredicate counted) {
        IdleHeap waiting = new IdleHeap(program.tensors.size());
        long[] left = new long[program.tensors.size()];
        long total = 0;
        long dropped = 0;
        for (int step = 0; step < program.steps; step++) {
            for (int access = program.start[step]; access < program.start[step + 1]; access++) {
                int tensor = program.tensor[access];
                if (waiting.contains(tensor)) {
                    waiting.remove(tensor);
                    total -= left[tensor];
                }
                int next = program.next[access];
                if (next != NONE && program.reads[next] && counted.test(access)) {
                    left[tensor] = program.bytes(access);
                    total += left[tensor];
                    waiting.add(tensor, program.stepOf[next]);
                }
            }
            while (total > capacity) {
                int farthest = waiting.top();
                long part = Math.min(total - capacity, left[farthest]);
                left[farthest] -= part;
                total -= part;
                dropped += part;
                if (left[farthest] == 0) {
                    waiting.remove(farthest);
                }
            }
        }
        return dropped;
    }
}
