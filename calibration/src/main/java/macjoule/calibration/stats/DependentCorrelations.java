package macjoule.calibration.stats;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * Whether two predictors correlate differently with the same outcome. Measured on the same samples the two correlations are not
 * independent, so the correlation between the predictors comes in. After Steiger, Psychological Bulletin 87 (1980).
 */
public final class DependentCorrelations {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private DependentCorrelations() {}

    /**
     * Williams' test, Steiger's T2, which he recommends for small samples.
     *
     * @param first correlation of the first predictor with the outcome
     * @param second correlation of the second predictor with the outcome
     * @param between correlation of the predictors with each other
     */
    public static SignificanceTest williams(double first, double second, double between, int n) {
        require(first, second, between, n);
        double determinant = 1 - first * first - second * second - between * between + 2 * first * second * between;
        double mean = (first + second) / 2;
        double variance = 2 * (n - 1.0) / (n - 3) * Math.max(0, determinant) + mean * mean * Math.pow(1 - between, 3);
        double t = quotient((first - second) * Math.sqrt((n - 1) * (1 + between)), Math.sqrt(variance));
        double pValue = 2 * new TDistribution(null, n - 3).cumulativeProbability(-Math.abs(t));
        return new SignificanceTest("Williams t", t, pValue);
    }

    /** Steiger's Z with the two correlations pooled in the estimate of their covariance. */
    public static SignificanceTest steiger(double first, double second, double between, int n) {
        require(first, second, between, n);
        double mean = (first + second) / 2;
        double unexplained = 1 - mean * mean;
        double covariance =
                (between * (1 - 2 * mean * mean) - mean * mean / 2 * (1 - 2 * mean * mean - between * between))
                        / (unexplained * unexplained);
        double difference = (FastMath.atanh(first) - FastMath.atanh(second)) * Math.sqrt(n - 3);
        double z = quotient(difference, Math.sqrt(2 - 2 * covariance));
        return new SignificanceTest("Steiger Z", z, 2 * NORMAL.cumulativeProbability(-Math.abs(z)));
    }

    /** Predictors that are the same do not differ, though the formulas then divide nothing by nothing. */
    private static double quotient(double difference, double deviation) {
        return difference == 0 ? 0 : difference / deviation;
    }

    private static void require(double first, double second, double between, int n) {
        Samples.requireCorrelation(first);
        Samples.requireCorrelation(second);
        Samples.requireCorrelation(between);
        if (n <= 3) {
            throw new IllegalArgumentException(n + " samples, at least 4 are needed to compare correlations");
        }
    }
}
