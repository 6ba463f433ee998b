package macjoule.bench.energy.core;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Half-widths of 95 % intervals, relative to the value.
 *
 * @param comparison for comparing figures of the same card in the same run, where the sensor's gain and offset cancel
 * @param absolute for the figure taken by itself or beside another card's
 */
public record Uncertainty(double comparison, double absolute) {
    /** Coverage factor of an expanded uncertainty of about 95 %. */
    private static final double EXPANSION = 2;

    /** Of one window, from the sensor's properties alone. */
    public static Uncertainty ofWindow(TypeB typeB, double watts) {
        return new Uncertainty(EXPANSION * typeB.ownOfWindow(), EXPANSION * typeB.combined(watts));
    }

    /**
     * Of the mean over forks, the unit that is independent: windows within a fork are correlated.
     *
     * @param forkMeans one mean power in watts for each fork
     */
    public static Uncertainty ofForks(double[] forkMeans, TypeB typeB) {
        int forks = forkMeans.length;
        if (forks < 2) {
            throw new IllegalArgumentException("a spread needs two forks or more, not " + forks);
        }
        double mean = mean(forkMeans);
        double typeA = Math.sqrt(sampleVariance(forkMeans, mean) / forks) / mean;
        double student = new TDistribution(forks - 1).inverseCumulativeProbability(0.975);
        double comparison = Math.hypot(student * typeA, EXPANSION * typeB.aliasing());
        double absolute = Math.max(comparison, EXPANSION * Math.hypot(typeA, typeB.combined(mean)));
        return new Uncertainty(comparison, absolute);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double sampleVariance(double[] values, double mean) {
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
