package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every reuse of an iteration with the cache it needs. It follows the thesis' formulas: the tensors of both layers in turn for
 * adjacent ones; for a block, besides what is passed over, the tensor itself on top of the largest layer in between; for a recurrent
 * weight, all that its cell accesses from one use to the next; and from forward to backward, all maps and weights from the layer to
 * the end of the forward pass.
 */
public record ReuseAnalysis(List<ReuseRequirement> reuses) {

    public ReuseAnalysis {
        reuses = List.copyOf(reuses);
    }

    static ReuseAnalysis of(StepProgram program) {
        long[] spans = spans(program);
        long[] tails = tails(program);
        List<ReuseRequirement> reuses = new ArrayList<>();
        for (int access = 0; access < program.accesses(); access++) {
            if (program.previous[access] == NONE || !program.reads[access]) {
                continue;
            }
            ReuseScope scope = scope(program, access);
            long capacity = switch (scope) {
                case ADJACENT_LAYER, BLOCK -> held(program, access);
                case RECURRENT_WEIGHT -> spans[access];
                case FORWARD_BACKWARD -> tails[program.previousStep(access)];
            };
            reuses.add(requirement(program, access, scope, capacity));
        }
        return new ReuseAnalysis(reuses);
    }

    public List<ReuseRequirement> of(ReuseScope scope) {
        return reuses.stream().filter(reuse -> reuse.scope() == scope).toList();
    }

    /** The capacity that captures all reuse of a scope; 0 if there is none. */
    public long capacityForAll(ReuseScope scope) {
        return of(scope).stream()
                .max(Comparator.comparingLong(ReuseRequirement::capacity))
                .map(ReuseRequirement::capacity)
                .orElse(0L);
    }

    /** The share of a scope's reused bytes whose need does not exceed {@code capacity}; 1 if there is none. */
    public double shareWithin(ReuseScope scope, long capacity) {
        long all = 0;
        long within = 0;
        for (ReuseRequirement reuse : of(scope)) {
            all += reuse.tensor();
            within += reuse.capacity() <= capacity ? reuse.tensor() : 0;
        }
        return all == 0 ? 1 : (double) within / all;
    }

    private static ReuseRequirement requirement(StepProgram program, int access, ReuseScope scope, long capacity) {
        return new ReuseRequirement(
                scope,
                program.tensors.name(program.tensor[access]),
                program.nameOf(program.previousStep(access)),
                program.nameOf(program.stepOf[access]),
                program.bytes(access),
                capacity);
    }

    private static ReuseScope scope(StepProgram program, int access) {
        int from = program.previousStep(access);
        int to = program.stepOf[access];
        if (to == from + 1) {
            return ReuseScope.ADJACENT_LAYER;
        }
        if (program.phase[from] == Phase.FORWARD && program.phase[to] != Phase.FORWARD) {
            return ReuseScope.FORWARD_BACKWARD;
        }
        boolean isMap = program.tensors.kind(program.tensor[access]).hasRows();
        return isMap ? ReuseScope.BLOCK : ReuseScope.RECURRENT_WEIGHT;
    }

    /** The most that has to be in the cache at once while a single tensor waits for its next use. */
    private static long held(StepProgram program, int access) {
        int from = program.previousStep(access);
        int to = program.stepOf[access];
        long most = Math.max(program.workingSet[from], program.workingSet[to]);
        for (int step = from + 1; step < to; step++) {
            most = Math.max(most, program.workingSet[step] + program.bytes(access));
        }
        return most;
    }

    /** For each access the distinct bytes accessed since the previous one of its tensor, both steps included. */
    private static long[] spans(StepProgram program) {
        long[] spans = new long[program.accesses()];
        LatestUses latest = new LatestUses(program);
        for (int step = 0; step < program.steps; step++) {
            latest.advance(step);
            for (int access = program.start[step]; access < program.start[step + 1]; access++) {
                int previous = program.previousStep(access);
                spans[access] = previous == NONE ? 0 : latest.bytesSince(previous);
            }
        }
        return spans;
    }

    /** For each step of the forward pass the distinct bytes accessed from it to the end of that pass. */
    private static long[] tails(StepProgram program) {
        LatestUses latest = new LatestUses(program);
        int end = 0;
        while (end < program.steps && program.phase[end] == Phase.FORWARD) {
            latest.advance(end++);
        }
        long[] tails = new long[end];
        for (int step = 0; step < end; step++) {
            tails[step] = latest.bytesSince(step);
        }
        return tails;
    }
}
