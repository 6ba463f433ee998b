package macjoule.calibration.stats;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Least squares whose coefficients may not be negative, by the active-set method of Lawson and Hanson (Solving Least Squares
 * Problems, chapter 23), which Commons Math does not have.
 */
public final class NonNegativeLeastSquares {
    private static final double TOLERANCE = 1e-12;
    private static final int STEPS_PER_COLUMN = 30;

    private final RealMatrix matrix;
    private final RealVector target;
    private final double[] solution;
    private final boolean[] free;

    private NonNegativeLeastSquares(RealMatrix matrix, RealVector target) {
        this.matrix = matrix;
        this.target = target;
        this.solution = new double[matrix.getColumnDimension()];
        this.free = new boolean[solution.length];
    }

    /** The coefficients of the columns, none below zero, that come nearest to the target. */
    public static double[] solve(double[][] rows, double[] target) {
        if (rows.length != target.length) {
            throw new IllegalArgumentException(rows.length + " rows for " + target.length + " targets");
        }
        Samples.requireFinite(target, 1);
        for (double[] row : rows) {
            Samples.requireFinite(row, 1);
        }
        RealMatrix matrix = new Array2DRowRealMatrix(rows);
        // Columns of very different size, such as counts beside a constant, are brought to one, so that one tolerance
        // fits all.
        double[] lengths = IntStream.range(0, matrix.getColumnDimension())
                .mapToDouble(column -> matrix.getColumnVector(column).getNorm())
                .map(length -> length == 0 ? 1 : length)
                .toArray();
        for (int column = 0; column < lengths.length; column++) {
            matrix.setColumnVector(column, matrix.getColumnVector(column).mapDivide(lengths[column]));
        }
        double[] scaled = new NonNegativeLeastSquares(matrix, new ArrayRealVector(target)).solve();
        return IntStream.range(0, scaled.length)
                .mapToDouble(column -> scaled[column] / lengths[column])
                .toArray();
    }

    private double[] solve() {
        for (int step = 0; step < STEPS_PER_COLUMN * solution.length; step++) {
            int entering = steepest();
            if (entering < 0) {
                return solution;
            }
            free[entering] = true;
            double[] candidate = unconstrained();
            while (hasNegative(candidate)) {
                moveTowards(candidate);
                candidate = unconstrained();
            }
            System.arraycopy(candidate, 0, solution, 0, solution.length);
        }
        throw new IllegalArgumentException("no solution found; some columns are all but the same");
    }

    /** The held column along which the error falls fastest, or -1 if it falls along none. */
    private int steepest() {
        RealVector gradient = matrix.preMultiply(target.subtract(matrix.operate(new ArrayRealVector(solution))));
        int best = -1;
        double slope = TOLERANCE * target.getNorm();
        for (int column = 0; column < free.length; column++) {
            if (!free[column] && gradient.getEntry(column) > slope) {
                best = column;
                slope = gradient.getEntry(column);
            }
        }
        return best;
    }

    /** The ordinary least squares solution in the free columns, zero in the others. */
    private double[] unconstrained() {
        int[] columns =
                IntStream.range(0, free.length).filter(column -> free[column]).toArray();
        double[] full = new double[free.length];
        if (columns.length > 0) {
            int[] rows = IntStream.range(0, matrix.getRowDimension()).toArray();
            RealVector part = new SingularValueDecomposition(matrix.getSubMatrix(rows, columns))
                    .getSolver()
                    .solve(target);
            for (int i = 0; i < columns.length; i++) {
                full[columns[i]] = part.getEntry(i);
            }
        }
        return full;
    }

    private boolean hasNegative(double[] candidate) {
        return IntStream.range(0, free.length).anyMatch(column -> free[column] && candidate[column] <= 0);
    }

    /** Goes as far towards the candidate as no coefficient turns negative, and holds the one that stops it there. */
    private void moveTowards(double[] candidate) {
        int stopping = -1;
        double step = Double.POSITIVE_INFINITY;
        for (int column = 0; column < free.length; column++) {
            if (free[column] && candidate[column] <= 0) {
                double reach = solution[column] == 0 ? 0 : solution[column] / (solution[column] - candidate[column]);
                if (reach < step) {
                    stopping = column;
                    step = reach;
                }
            }
        }
        for (int column = 0; column < free.length; column++) {
            solution[column] = Math.max(0, solution[column] + step * (candidate[column] - solution[column]));
        }
        solution[stopping] = 0;
        free[stopping] = false;
    }
}
