package macjoule.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Unit;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** Turns what JMH gives back of a fork into raw measurements. */
public final class Windows {
    private Windows() {}

    /** One measurement for each window, or the one that says why there is none. */
    public static List<Measurement> of(Unit unit, int fork, RunResult result, EnergyMeter.Fork energy) {
        List<IterationResult> iterations = new ArrayList<>();
        result.getBenchmarkResults().forEach(one -> iterations.addAll(one.getIterationResults()));
        List<Measurement> windows = new ArrayList<>();
        for (IterationResult iteration : iterations) {
            double seconds = seconds(iteration);
            if (!(seconds > 0 && Double.isFinite(seconds))) {
                return List.of(Measurement.failed(unit, fork, "JMH gave a time of " + seconds + " s"));
            }
            int window = windows.size() + 1;
            WindowEnergy taken = BenchmarkCase.isCold(unit.key())
                    ? WindowEnergy.unavailable("unavailable: emptying the cache takes energy of its own")
                    : energy.read(window, iteration);
            windows.add(window(unit, fork, window, iterations.size(), iteration, taken));
        }
        return windows.isEmpty() ? List.of(Measurement.failed(unit, fork, "JMH gave no windows")) : windows;
    }

    private static Measurement window(
            Unit unit, int fork, int window, int windows, IterationResult iteration, WindowEnergy energy) {
        return new Measurement(
                unit.key(),
                unit.engine(),
                fork,
                window,
                windows,
                null,
                seconds(iteration),
                iteration.getMetadata().getMeasuredOps(),
                iteration.getMetadata().getAllOps(),
                energy.joules(),
                energy.joulesReason(),
                energy.clockHz(),
                energy.clockHzReason(),
                energy.throttleReasons(),
                energy.sensor());
    }

    /** JMH keeps the mean; the time of all operations is that many times as long. */
    private static double seconds(IterationResult iteration) {
        TimeUnit unit = iteration.getBenchmarkParams().getTimeUnit();
        double perOperation = iteration.getPrimaryResult().getScore() * unit.toNanos(1) / 1e9;
        return perOperation * iteration.getMetadata().getMeasuredOps();
    }
}
