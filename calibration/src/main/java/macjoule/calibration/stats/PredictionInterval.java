package macjoule.calibration.stats;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Where one more value of a normal series falls, from those seen: mean ± t s √(1 + 1/n). Wider than the interval of the mean, because
 * the new value scatters as well.
 */
public final class PredictionInterval {
    private final double mean;
    private final double error;
    private final TDistribution distribution;

    public PredictionInterval(double[] seen) {
        Samples.requireFinite(seen, 3);
        Samples.requireVaried(seen);
        mean = StatUtils.mean(seen);
        error = Math.sqrt(StatUtils.variance(seen) * (1 + 1.0 / seen.length));
        distribution = new TDistribution(null, seen.length - 1);
    }

    /** The interval that holds the next value with a probability such as 0.95. */
    public Interval at(double level) {
        Samples.requireLevel(level);
        double reach = error * distribution.inverseCumulativeProbability((1 + level) / 2);
        return new Interval(mean - reach, mean + reach);
    }

    public double mean() {
        return mean;
    }

    /** The probability, two-sided, that a value of the same series lies as far off. */
    public double pValue(double next) {
        return 2 * distribution.cumulativeProbability(-Math.abs(next - mean) / error);
    }
}
