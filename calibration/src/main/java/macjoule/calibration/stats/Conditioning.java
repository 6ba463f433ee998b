package macjoule.calibration.stats;

import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.stat.StatUtils;

/** How well the coefficients of a least squares fit can be told apart. */
public final class Conditioning {
    private Conditioning() {}

    /** The ratio of the largest to the smallest singular value of the columns: 1 at best, infinite if one follows from others. */
    public static double number(double[]... columns) {
        for (double[] column : columns) {
            Samples.requireFinite(column, columns.length);
        }
        return new SingularValueDecomposition(
                        MatrixUtils.createRealMatrix(columns).transpose())
                .getConditionNumber();
    }

    /** The same after each column is brought to mean 0 and deviation 1, as a fit with an intercept sees them. */
    public static double standardisedNumber(double[]... columns) {
        for (double[] column : columns) {
            Samples.requireFinite(column, columns.length);
            Samples.requireVaried(column);
        }
        return number(Arrays.stream(columns).map(StatUtils::normalize).toArray(double[][]::new));
    }
}
