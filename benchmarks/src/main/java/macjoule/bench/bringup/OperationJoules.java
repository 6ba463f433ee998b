package macjoule.bench.bringup;

import java.util.function.DoubleSupplier;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.StratifiedBlocks;
import macjoule.bench.energy.window.WindowReport;

/** The joules of one operation: the power of one window of work that goes on, times the time of the operations done within it. */
final class OperationJoules {
    private static final double SETTLING_SECONDS = 1;
    private static final double WINDOW_SECONDS = 2.2;

    /** Sixteen blocks, each after a wait for its phase and until the sensor has settled. */
    private static final double BLOCKS_SECONDS = 20;

    private final GpuMeter meter;
    private final NanoClock clock;
    private final double pollSeconds;

    OperationJoules(GpuMeter meter, NanoClock clock, double pollSeconds) {
        this.meter = meter;
        this.clock = clock;
        this.pollSeconds = pollSeconds;
    }

    /** Work that can be begun and ended, and tells how far it has come. */
    interface CountedWork extends StratifiedBlocks.Work {
        Progress progress();
    }

    /**
     * How far work has come.
     *
     * @param nanos when the last of these operations ended
     */
    record Progress(long operations, long nanos) {
        /** By the clock of the host, with what passes between two batches; NaN if no operation has ended since. */
        double secondsPerOpSince(Progress earlier) {
            return operations == earlier.operations
                    ? Double.NaN
                    : (nanos - earlier.nanos) / 1e9 / (operations - earlier.operations);
        }
    }

    /** A window, and the time of an operation within it, or NaN. */
    record Result(WindowReport report, double secondsPerOp) {}

    /**
     * Measures work that nobody has begun yet.
     *
     * @param secondsLeft for how long the measurement may still go on
     */
    Result of(CountedWork work, DoubleSupplier secondsLeft) {
        work.start();
        clock.pause(Math.round(SETTLING_SECONDS * 1e9));
        Progress before = work.progress();
        WindowReport window = meter.measure(WINDOW_SECONDS, pollSeconds);
        double seconds = work.progress().secondsPerOpSince(before);
        work.stop();
        return new Result(judged(window, work, seconds, secondsLeft), seconds);
    }

    /** One window of work in step with a part-time sensor can be off by half, however long it is. */
    private WindowReport judged(WindowReport window, CountedWork work, double seconds, DoubleSupplier secondsLeft) {
        if (Double.isNaN(seconds)) {
            return window.refused(Energy.Cause.TOO_SHORT, "no operation ended within the window");
        }
        if (!meter.isBlindTo(seconds, WINDOW_SECONDS)) {
            return window;
        }
        if (secondsLeft.getAsDouble() < BLOCKS_SECONDS) {
            return window.refused(
                    Energy.Cause.NOT_STEADY,
                    "operations are in step with the part-time sensor, and no time was left to measure them in blocks");
        }
        WindowReport blocks = meter.measureInBlocks(work, seconds, WINDOW_SECONDS);
        return blocks.labelled("stratifiedBlocks=" + blocks.blocks()).inPlaceOf(window);
    }
}
