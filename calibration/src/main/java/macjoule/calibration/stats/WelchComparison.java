package macjoule.calibration.stats;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * How far the means of two independent samples lie apart, after Welch: their variances need not be equal.
 *
 * @param difference mean of the second less mean of the first
 * @param interval the confidence interval of the difference
 * @param pValue two-sided, of no difference
 */
public record WelchComparison(double difference, Interval interval, double pValue) {

    /** Compares two samples of two or more each, at a confidence level such as 0.95. */
    public static WelchComparison of(double[] first, double[] second, double level) {
        Samples.requireFinite(first, 2);
        Samples.requireFinite(second, 2);
        Samples.requireLevel(level);
        double difference = StatUtils.mean(second) - StatUtils.mean(first);
        double error = Math.sqrt(StatUtils.variance(first) / first.length + StatUtils.variance(second) / second.length);
        if (error == 0) {
            return new WelchComparison(difference, new Interval(difference, difference), difference == 0 ? 1 : 0);
        }
        double degrees = new DegreesOfFreedom().of(first, second);
        double reach = error * new TDistribution(null, degrees).inverseCumulativeProbability((1 + level) / 2);
        return new WelchComparison(
                difference, new Interval(difference - reach, difference + reach), new TTest().tTest(first, second));
    }

    /** Commons Math computes them, but for heirs only. */
    private static final class DegreesOfFreedom extends TTest {
        double of(double[] first, double[] second) {
            return df(StatUtils.variance(first), StatUtils.variance(second), first.length, second.length);
        }
    }
}
