package macjoule.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class NonNegativeLeastSquaresTest {
    /** The two examples in the documentation of scipy.optimize.nnls. */
    @Test
    void agreesWithScipy() {
        double[][] a = {{1, 0}, {1, 0}, {0, 1}};
        assertThat(NonNegativeLeastSquares.solve(a, new double[] {2, 1, 1}))
                .containsExactly(new double[] {1.5, 1}, within(1e-12));
        assertThat(NonNegativeLeastSquares.solve(a, new double[] {-1, -1, -1})).containsExactly(0, 0);
    }

    /** By hand: unconstrained (4, -1) fits exactly; holding the second at zero leaves the mean, 2, for the first. */
    @Test
    void holdsANegativeCoefficientAtZero() {
        double[][] a = {{1, 1}, {1, 2}, {1, 3}};
        double[] x = NonNegativeLeastSquares.solve(a, new double[] {3, 2, 1});
        assertThat(x).containsExactly(new double[] {2, 0}, within(1e-12));
    }

    @Test
    void findsNonNegativeCoefficientsOfVeryDifferentSize() {
        double[][] a = {{1, 7e8, 6e7}, {1, 3e9, 8e6}, {1, 2e8, 5e5}, {1, 1e9, 7e6}};
        double[] target = new double[4];
        for (int i = 0; i < 4; i++) {
            target[i] = 0.01 + 2e-11 * a[i][1] + 3e-10 * a[i][2];
        }
        double[] x = NonNegativeLeastSquares.solve(a, target);
        assertThat(x[0]).isCloseTo(0.01, within(1e-9));
        assertThat(x[1]).isCloseTo(2e-11, within(1e-19));
        assertThat(x[2]).isCloseTo(3e-10, within(1e-18));
    }

    /** At the solution the error must not fall along any column that is held, nor change along any that is free. */
    @Test
    void satisfiesTheOptimalityConditionsOnRandomProblems() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        for (int problem = 0; problem < 50; problem++) {
            double[][] a = new double[8][4];
            double[] b = new double[8];
            for (int i = 0; i < 8; i++) {
                b[i] = random.nextDouble(-1, 1);
                for (int j = 0; j < 4; j++) {
                    a[i][j] = random.nextDouble(-1, 1);
                }
            }
            double[] x = NonNegativeLeastSquares.solve(a, b);
            for (int j = 0; j < 4; j++) {
                double slope = slope(a, b, x, j);
                assertThat(x[j]).isNotNegative();
                assertThat(x[j] > 0 ? Math.abs(slope) : slope).isLessThan(1e-9);
            }
        }
    }

    @Test
    void refusesWhatIsNoProblem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NonNegativeLeastSquares.solve(new double[][] {{1}}, new double[] {1, 2}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NonNegativeLeastSquares.solve(new double[][] {{Double.NaN}}, new double[] {1}));
    }

    private static double slope(double[][] a, double[] b, double[] x, int column) {
        double slope = 0;
        for (int i = 0; i < b.length; i++) {
            double residual = b[i];
            for (int j = 0; j < x.length; j++) {
                residual -= a[i][j] * x[j];
            }
            slope += a[i][column] * residual;
        }
        return slope;
    }
}
