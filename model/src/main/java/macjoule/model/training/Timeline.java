package macjoule.model.training;

import static macjoule.model.training.StepProgram.NONE;

/**
 * When everything happens. Steps run one after the other; transfers share a bus that serves them in order of issue. Streamed rows
 * move while their own step computes; a whole tensor has to be there before its step starts.
 */
final class Timeline {
    final double[] begin;
    final double[] computeStart;
    final double[] end;
    final PrefetchSchedule prefetches;

    private final StepProgram program;
    private final CachePlan plan;
    private final Transfers transfers;
    private final Hardware hardware;
    private final Overlap overlap;
    private final boolean separateWriteBus;
    private final double[] ready;
    private double readBus;
    private double writeBus;

    Timeline(CachePlan plan, Transfers transfers, Hardware hardware, TrainingOptions options) {
        this.plan = plan;
        this.transfers = transfers;
        this.hardware = hardware;
        program = plan.program;
        overlap = options.overlap();
        separateWriteBus = options.has(Variation.SEPARATE_WRITE_BUS);
        prefetches = new PrefetchSchedule(plan, transfers, hardware, !options.has(Variation.NO_PREFETCH));
        begin = new double[program.steps];
        computeStart = new double[program.steps];
        end = new double[program.steps];
        ready = new double[program.accesses()];
        double now = 0;
        for (int step = 0; step < program.steps; step++) {
            storeHeld(step - 1, now);
            prefetch(step, now);
            run(step, now);
            now = end[step];
        }
        storeHeld(program.steps - 1, now);
    }

    Hardware hardware() {
        return hardware;
    }

    /** The time from the start of the first step until the last step and the last transfer are over. */
    double total() {
        return Math.max(end[program.steps - 1], Math.max(readBus, writeBus));
    }

    private void storeHeld(int step, double now) {
        if (step < 0) {
            return;
        }
        for (int access = program.start[step]; access < program.start[step + 1]; access++) {
            if (transfers.stores[access] > 0 && plan.resident[access]) {
                write(transfers.stores[access], now);
            }
        }
    }

    private void prefetch(int step, double now) {
        for (int i = prefetches.start[step]; i < prefetches.start[step + 1]; i++) {
            int access = prefetches.accesses[i];
            ready[access] = read(prefetches.bytes[access], now);
        }
    }

    private void run(int step, double now) {
        double start = now;
        long overlapped = 0;
        for (int access = program.start[step]; access < program.start[step + 1]; access++) {
            long demanded = transfers.loads[access] - prefetches.bytes[access];
            if (prefetches.issuedAt[access] != NONE) {
                start = Math.max(start, ready[access]);
            }
            if (demanded > 0 && stalls(access)) {
                start = Math.max(start, read(demanded, now));
            } else {
                overlapped += demanded;
            }
        }
        begin[step] = now;
        computeStart[step] = start;
        end[step] = finish(step, now, start, overlapped);
    }

    /** Whether a step waits for all of a load before it starts to compute. */
    private boolean stalls(int access) {
        boolean rows = plan.byRows && program.isMap(access);
        return plan.resident[access] && !rows && overlap != Overlap.ALL;
    }

    private double finish(int step, double now, double start, long streamedIn) {
        double compute = program.ops[step] / hardware.throughput();
        long out = transfers.streamedOut[step];
        if (overlap == Overlap.NONE) {
            double done = Math.max(start, stream(streamedIn, now)) + compute;
            stream(out, done);
            return done;
        }
        return Math.max(start + compute, stream(streamedIn + out, now));
    }

    /** Moves a step's rows and returns when that is done. */
    private double stream(long bytes, double now) {
        return bytes > 0 ? read(bytes, now) : now;
    }

    private double read(long bytes, double now) {
        readBus = Math.max(readBus, now) + bytes / hardware.bandwidth();
        return readBus;
    }

    private double write(long bytes, double now) {
        if (!separateWriteBus) {
            return read(bytes, now);
        }
        writeBus = Math.max(writeBus, now) + bytes / hardware.bandwidth();
        return writeBus;
    }
}
