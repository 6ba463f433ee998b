package macjoule.bench.energy;

import java.util.concurrent.TimeUnit;
import macjoule.bench.energy.core.Energy;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;

/** How long one operation took, by the very score that JMH reports for the iteration. */
final class OperationTime {
    /** Why there is nothing for each operation, where there is no time. */
    static final String UNKNOWN = "JMH's score tells no time of an operation";

    private OperationTime() {}

    /** Seconds of the device per operation, all threads taken together; NaN where the score tells none. */
    static double seconds(BenchmarkParams params, double score) {
        return seconds(params.getMode(), params.getTimeUnit(), params.getThreads(), score);
    }

    static double seconds(Mode mode, TimeUnit timeUnit, int threads, double score) {
        double unit = timeUnit.toNanos(1) / 1e9;
        double seconds = mode == Mode.Throughput ? unit / score : score * unit / threads;
        return seconds > 0 && Double.isFinite(seconds) ? seconds : Double.NaN;
    }

    /** The same energy, or none where it cannot be shared out among operations. */
    static Energy required(Energy energy, double secondsPerOperation) {
        return energy instanceof Energy.Measured && Double.isNaN(secondsPerOperation)
                ? new Energy.Invalid(Energy.Cause.TOO_SHORT, UNKNOWN)
                : energy;
    }
}
