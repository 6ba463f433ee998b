package macjoule.calibration.stats;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/** Confidence intervals of a correlation by Fisher's z transform, whose standard error is 1/sqrt(n - 3). */
public final class FisherInterval {
    /** The rounded normal quantiles with which such intervals are printed for 95 % and 99 %. */
    public static final double Z_95 = 1.96;

    public static final double Z_99 = 2.58;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private FisherInterval() {}

    /** The interval that reaches {@code z} standard errors to either side. Three samples leave every correlation possible. */
    public static Interval of(double r, int n, double z) {
        Samples.requireCorrelation(r);
        double reach = z * standardError(n);
        if (Double.isInfinite(reach)) {
            return new Interval(-1, 1);
        }
        double centre = FastMath.atanh(r);
        return Math.abs(r) == 1
                ? new Interval(r, r)
                : new Interval(Math.tanh(centre - reach), Math.tanh(centre + reach));
    }

    /** The interval at a confidence level such as 0.95, with the exact normal quantile. */
    public static Interval atLevel(double r, int n, double level) {
        Samples.requireLevel(level);
        return of(r, n, NORMAL.inverseCumulativeProbability((1 + level) / 2));
    }

    /** The width of the interval before it is transformed back: the same for every correlation. */
    public static double transformedWidth(int n, double z) {
        return 2 * z * standardError(n);
    }

    /** The fewest samples whose transformed interval is no wider than {@code width}. */
    public static int neededSize(double width, double z) {
        if (!(width > 0 && z > 0)) {
            throw new IllegalArgumentException("a width of " + width + " at z = " + z + "; both must be above 0");
        }
        return (int) Math.ceil(3 + Math.pow(2 * z / width, 2));
    }

    private static double standardError(int n) {
        if (n < 3) {
            throw new IllegalArgumentException(n + " samples, at least 3 are needed");
        }
        return 1 / Math.sqrt(n - 3);
    }
}
