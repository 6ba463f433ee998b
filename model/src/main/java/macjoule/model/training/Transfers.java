package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

import java.util.Arrays;
import macjoule.model.training.graph.LayerType;

/** What moves between cache and memory under a plan: bytes each access loads before its step and stores after it. */
final class Transfers {
    final long[] loads;
    final long[] stores;
    final long[] bytesIn;
    final long[] bytesOut;
    /** The part of each step's stores that passes through row buffers instead of waiting in the cache for the bus. */
    final long[] streamedOut;

    private final StepProgram program;
    private final CachePlan plan;
    private final boolean twoPassBatchNorm;

    Transfers(CachePlan plan, TrainingOptions options) {
        this.plan = plan;
        program = plan.program;
        twoPassBatchNorm = options.has(Variation.TWO_PASS_BATCH_NORM);
        loads = new long[program.accesses()];
        stores = new long[program.accesses()];
        bytesIn = new long[program.steps];
        bytesOut = new long[program.steps];
        streamedOut = new long[program.steps];
        long[] dirty = new long[program.tensors.size()];
        for (int access = 0; access < program.accesses(); access++) {
            int step = program.stepOf[access];
            loads[access] = arriving(access);
            stores[access] = leaving(access, dirty);
            bytesIn[step] += loads[access];
            bytesOut[step] += stores[access];
            streamedOut[step] += plan.resident[access] ? 0 : stores[access];
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

    private long arriving(int access) {
        return program.reads[access] ? (program.bytes(access) - plan.arriving(access)) * passes(access) : 0;
    }

    /** Rows are kept from the first on, so that those not yet stored are the first {@code dirty} bytes. */
    private long leaving(int access, long[] dirty) {
        int tensor = program.tensor[access];
        if (program.writes[access]) {
            dirty[tensor] = program.bytes(access);
        }
        long unsaved = Math.max(0, dirty[tensor] - plan.keptBytes[access]);
        dirty[tensor] -= unsaved;
        boolean wanted = program.next[access] != NONE || program.tensors.survives(tensor);
        return wanted ? unsaved : 0;
    }

    private int passes(int access) {
        boolean repeated = twoPassBatchNorm
                && program.isMap(access)
                && !plan.resident[access]
                && isBatchNorm(program.stepOf[access]);
        return repeated ? 2 : 1;
    }

    /** The loss of a network that ends in a batch normalisation belongs to that layer, but is none. */
    private boolean isBatchNorm(int step) {
        return program.phase[step] != Phase.LOSS
                && program.graph.layer(program.layer[step]).type() == LayerType.BATCH_NORM;
    }
}
