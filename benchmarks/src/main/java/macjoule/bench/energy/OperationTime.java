package macjoule.bench.energy;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;

/** How long one operation took, by the very score that JMH reports for the iteration. */
final class OperationTime {
    private OperationTime() {}

    /** Seconds of the device per operation, all threads taken together. */
    static double seconds(BenchmarkParams params, double score) {
        double unit = params.getTimeUnit().toNanos(1) / 1e9;
        return params.getMode() == Mode.Throughput ? unit / score : score * unit / params.getThreads();
    }
}
