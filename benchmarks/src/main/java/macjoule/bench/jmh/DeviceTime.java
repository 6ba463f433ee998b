package macjoule.bench.jmh;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The time by a device's own clock beside that of the host: {@code -prof macjoule.bench.jmh.DeviceTime}. Tells nothing of an engine
 * that has no such clock.
 */
public final class DeviceTime implements InternalProfiler {
    /** What it is called in JMH's results. */
    public static final String LABEL = "device.time";

    private static final String UNIT = "s/op";

    private static double seconds;
    private static long operations;

    /** Called by the one thread that measures. */
    static synchronized void add(double moreSeconds, int moreOperations) {
        seconds += moreSeconds;
        operations += moreOperations;
    }

    private static synchronized double takePerOperation() {
        double perOperation = operations == 0 ? Double.NaN : seconds / operations;
        seconds = 0;
        operations = 0;
        return perOperation;
    }

    @Override
    public String getDescription() {
        return "Time per operation by the clock of the device";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        takePerOperation();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double perOperation = takePerOperation();
        return Double.isNaN(perOperation)
                ? List.of()
                : List.of(new ScalarResult(LABEL, perOperation, UNIT, AggregationPolicy.AVG));
    }
}
