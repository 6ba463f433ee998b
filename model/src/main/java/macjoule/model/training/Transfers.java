package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

import java.util.Arrays;
import macjoule.model.training.graph.LayerType;

/** What moves between cache and memory under a plan: which accesses load their tensor, and which store it after their step. */
final class Transfers {
    final boolean[] loads;
    final boolean[] stores;
    final long[] bytesIn;
    final long[] bytesOut;
    /** The part of each step's bytes that passes through row buffers instead of being held. */
    final long[] streamedIn;

    final long[] streamedOut;

    private final StepProgram program;
    private final CachePlan plan;
    private final boolean twoPassBatchNorm;

    Transfers(CachePlan plan, TrainingOptions options) {
        this.plan = plan;
        program = plan.program;
        twoPassBatchNorm = options.has(Variation.TWO_PASS_BATCH_NORM);
        loads = new boolean[program.accesses()];
        stores = new boolean[program.accesses()];
        bytesIn = new long[program.steps];
        bytesOut = new long[program.steps];
        streamedIn = new long[program.steps];
        streamedOut = new long[program.steps];
        boolean[] dirty = new boolean[program.tensors.size()];
        for (int access = 0; access < program.accesses(); access++) {
            arrive(access);
            leave(access, dirty);
        }
    }

    CachePlan plan() {
        return plan;
    }

    long in() {
        return Arrays.stream(bytesIn).sum();
    }

    long out() {
        return Arrays.stream(bytesOut).sum();
    }

    private void arrive(int access) {
        int previous = program.previous[access];
        if (!program.reads[access] || (previous != NONE && plan.kept[previous])) {
            return;
        }
        loads[access] = true;
        int step = program.stepOf[access];
        long bytes = program.bytes(access) * passes(access);
        bytesIn[step] += bytes;
        if (!plan.resident[access]) {
            streamedIn[step] += bytes;
        }
    }

    private void leave(int access, boolean[] dirty) {
        int tensor = program.tensor[access];
        dirty[tensor] |= program.writes[access];
        if (plan.kept[access] || !dirty[tensor]) {
            return;
        }
        dirty[tensor] = false;
        if (program.next[access] == NONE && !program.tensors.survives(tensor)) {
            return;
        }
        stores[access] = true;
        int step = program.stepOf[access];
        bytesOut[step] += program.bytes(access);
        if (!plan.resident[access]) {
            streamedOut[step] += program.bytes(access);
        }
    }

    private int passes(int access) {
        boolean repeated = twoPassBatchNorm
                && !plan.resident[access]
                && program.graph.layer(program.layer[program.stepOf[access]]).type() == LayerType.BATCH_NORM;
        return repeated ? 2 : 1;
    }
}
