package macjoule.calibration.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Half-widths of 95 % intervals of a mean over repetitions, relative to it: what repeating shows, joined with what no repetition
 * can show because the instrument is off in the same way each time.
 *
 * @param comparison for comparing means of one instrument, whose own errors cancel
 * @param absolute for the mean taken by itself
 */
public record Repeatability(double comparison, double absolute) {
    /** Coverage factor of an expanded uncertainty of about 95 %. */
    private static final double EXPANSION = 2;

    /**
     * Of independent repetitions.
     *
     * @param values two or more
     * @param comparisonTypeB the relative half-width that does not cancel in comparisons
     * @param absoluteTypeB the relative half-width of all that the instrument leaves open
     */
    public static Repeatability of(double[] values, double comparisonTypeB, double absoluteTypeB) {
        int count = values.length;
        if (count < 2) {
            throw new IllegalArgumentException("a spread needs two values or more, not " + count);
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double typeA = Math.sqrt(squares / (count - 1) / count) / mean;
        double student = new TDistribution(null, count - 1).inverseCumulativeProbability(0.975);
        double comparison = Math.hypot(student * typeA, comparisonTypeB);
        return new Repeatability(comparison, Math.max(comparison, Math.hypot(EXPANSION * typeA, absoluteTypeB)));
    }
}
