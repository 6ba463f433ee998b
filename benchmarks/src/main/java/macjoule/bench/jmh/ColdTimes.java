package macjoule.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;

/** What JMH measured of cold cases with the time of the device in the place of the host's, which holds the emptying of the cache. */
final class ColdTimes {
    private ColdTimes() {}

    static RunResult of(RunResult result) {
        List<BenchmarkResult> forks = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            List<IterationResult> iterations =
                    fork.getIterationResults().stream().map(ColdTimes::of).toList();
            forks.add(new BenchmarkResult(fork.getParams(), iterations, fork.getMetadata()));
        }
        return new RunResult(result.getParams(), forks);
    }

    private static IterationResult of(IterationResult iteration) {
        Result<?> device = iteration.getSecondaryResults().get(DeviceTime.LABEL);
        if (device == null) {
            throw new IllegalStateException("a cold case without the time of the device");
        }
        long operations = iteration.getMetadata().getMeasuredOps();
        long nanos = Math.round(device.getScore() * operations * 1e9);
        IterationResult cold =
                new IterationResult(iteration.getBenchmarkParams(), iteration.getParams(), iteration.getMetadata());
        String label = iteration.getPrimaryResult().getLabel();
        TimeUnit unit = iteration.getBenchmarkParams().getTimeUnit();
        cold.addResult(new AverageTimeResult(ResultRole.PRIMARY, label, operations, nanos, unit));
        iteration.getRawSecondaryResults().values().forEach(cold::addResult);
        return cold;
    }
}
