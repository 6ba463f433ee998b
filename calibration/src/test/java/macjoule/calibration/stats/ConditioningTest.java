package macjoule.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConditioningTest {
    /** The 3x3 Hilbert matrix: 524.0568 in Higham, Accuracy and Stability of Numerical Algorithms, table 28.1 (5.24e2). */
    @Test
    void conditionOfTheHilbertMatrix() {
        double[][] hilbert = {{1, 1 / 2.0, 1 / 3.0}, {1 / 2.0, 1 / 3.0, 1 / 4.0}, {1 / 3.0, 1 / 4.0, 1 / 5.0}};
        assertThat(Conditioning.number(hilbert)).isCloseTo(524.0568, within(1e-3));
    }

    /** Two standardised columns that correlate by r have the singular values sqrt(1 + r) and sqrt(1 - r), scaled. */
    @Test
    void conditionOfStandardisedColumnsFollowsFromTheirCorrelation() {
        double[] x = {1, 2, 3, 4, 9};
        double[] y = {5, 100, 3, 80, 60};
        double r = Math.abs(Correlation.pearson(x, y));
        assertThat(Conditioning.standardisedNumber(x, y)).isCloseTo(Math.sqrt((1 + r) / (1 - r)), within(1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conditioning.standardisedNumber(x, new double[] {1, 1, 1, 1, 1}));
    }

    /** Twice as much and half as much are equally wrong: exp(ln 2) - 1 = 1. */
    @Test
    void ratioErrorsAreSymmetric() {
        assertThat(RatioError.gmae(new double[] {2, 0.5}, new double[] {1, 1})).isCloseTo(1, within(1e-12));
        assertThat(RatioError.gmae(new double[] {3, 4}, new double[] {3, 4})).isZero();
        assertThat(RatioError.shareWithin(0.1, new double[] {1.05, 1.2, 0.95, 3}, new double[] {1, 1, 1, 1}))
                .isEqualTo(0.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RatioError.gmae(new double[] {0}, new double[] {1}))
                .withMessageContaining("not above 0");
    }
}
