package macjoule.bench.energy.passport;

import java.util.stream.DoubleStream;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.passport.SensorPassport.CounterCoverage;

/**
 * Whether the energy counter integrates all the time. The load beats in step with the sensor; as its phase is moved, a
 * counter that only adds up samples sees now all of the load and now none of it, and a true one no difference.
 */
final class CounterTest {
    private static final int PHASES = 8;
    private static final double LONGEST_SECONDS = 5;
    private static final double MOST_SWING = 0.02;

    private final Stage stage;
    private final double beat;
    private final double duty;
    private final int updates;

    /**
     * @param beat the update period the samples would have
     * @param duty the share of it they would look at
     * @param updates for how many of them each phase lasts
     */
    CounterTest(Stage stage, double beat, double duty, int updates) {
        this.updates = updates;
        this.stage = stage;
        this.beat = beat;
        this.duty = Math.min(0.5, duty);
    }

    /** The largest less the smallest power over the phases, relative, after the load really set is allowed for. */
    double swing(double idleWatts, double loadWatts) {
        double seconds = Math.min(LONGEST_SECONDS, updates * beat);
        double origin = stage.now();
        double[] ratios = new double[PHASES];
        for (int phase = 0; phase < PHASES; phase++) {
            double shift = phase * beat / PHASES;
            double start = stage.now();
            Recording counter = stage.watch(seconds, elapsed -> level(start - origin + elapsed - shift))
                    .get(Source.COUNTER);
            if (counter == null || counter.size() < 3) {
                return Double.NaN;
            }
            double from = counter.second(0);
            double until = counter.second(counter.size() - 1);
            double expected = idleWatts + (loadWatts - idleWatts) * stage.log().mean(from, until);
            ratios[phase] = counter.slope(from, until) / expected;
        }
        return DoubleStream.of(ratios).max().orElseThrow()
                - DoubleStream.of(ratios).min().orElseThrow();
    }

    private double level(double seconds) {
        double phase = seconds / beat - Math.floor(seconds / beat);
        return phase < duty ? 1 : 0;
    }

    static CounterCoverage judge(double swing) {
        if (Double.isNaN(swing)) {
            return CounterCoverage.UNKNOWN;
        }
        return swing <= MOST_SWING ? CounterCoverage.FULL : CounterCoverage.PART;
    }
}
