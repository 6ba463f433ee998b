package macjoule.bench.jmh;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.EnergyBasis;
import macjoule.calibration.alpha.NetworkEfficiency;
import macjoule.model.count.Convention;
import macjoule.model.zoo.Zoo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole fit of alpha to 25 networks with 10,000 bootstrap resamples, on one thread. The efficiencies are made up from a DI of
 * known alpha with seeded noise. Run with {@code ./macjoule AlphaBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AlphaBenchmark {
    private static final int NETWORKS = 25;
    private static final double ALPHA = 0.8;

    private final EfficiencySet set = synthetic();

    @Benchmark
    public AlphaReport calibrate() {
        return AlphaCalibration.withDefaults().calibrate(set);
    }

    private static EfficiencySet synthetic() {
        Random noise = new Random(1);
        List<NetworkEfficiency> networks = Zoo.names().stream()
                .limit(NETWORKS)
                .map(name -> {
                    NetworkEfficiency counts =
                            NetworkEfficiency.ofZoo(name, Convention.PAPER, 1, OptionalDouble.empty());
                    double efficiency = 1e9 * counts.di(ALPHA) * (1 + 0.1 * noise.nextGaussian());
                    return NetworkEfficiency.ofZoo(name, Convention.PAPER, efficiency, OptionalDouble.empty());
                })
                .toList();
        return new EfficiencySet("made up", Convention.PAPER, EnergyBasis.UNSTATED, networks);
    }
}
