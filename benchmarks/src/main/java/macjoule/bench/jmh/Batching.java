package macjoule.bench.jmh;

import macjoule.bench.engine.Engine;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.PlannedCase;

/**
 * How many operations on a device are started before the host waits for them. Starting and waiting take microseconds, which must not
 * count against an operation that takes not many more.
 */
final class Batching {
    private static final double LEAST_SECONDS = 0.01;

    /** No device moves more bytes a second, or begins more kernels. */
    private static final double MOST_BYTES_PER_SECOND = 2e13;

    private static final double SHORTEST_OPERATION = 2e-6;

    /** Emptying the cache takes a tenth of a millisecond or more. */
    private static final int MOST_COLD = 100;

    private Batching() {}

    /** For an engine on a device: so many that together they take 10 ms even on a device that is as fast as the engine says any is. */
    static int operations(PlannedCase planned, Engine engine) {
        double seconds = Math.max(
                SHORTEST_OPERATION,
                Math.max(planned.macs() / engine.mostMacsPerSecond(), planned.minimalBytes() / MOST_BYTES_PER_SECOND));
        int operations = (int) Math.ceil(LEAST_SECONDS / seconds);
        return BenchmarkCase.isCold(planned.key()) ? Math.min(operations, MOST_COLD) : operations;
    }
}
