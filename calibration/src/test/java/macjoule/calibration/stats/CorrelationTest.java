package macjoule.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Against what R's {@code ?cor.test} prints for its first example (Hollander and Wolfe 1973, p. 187, the Hunter L measure of
 * lightness of canned tuna beside a panel's scores), and the worked examples of Steiger's and cocor's authors.
 */
class CorrelationTest {
    private static final double[] LIGHTNESS = {44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1};
    private static final double[] PANEL = {2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8};

    @Test
    void agreesWithRForAllThree() {
        assertThat(Correlation.pearson(LIGHTNESS, PANEL)).isCloseTo(0.5711816, within(5e-8));
        assertThat(Correlation.spearman(LIGHTNESS, PANEL)).isCloseTo(0.6, within(1e-12));
        assertThat(Correlation.kendall(LIGHTNESS, PANEL)).isCloseTo(0.4444444, within(5e-8));
    }

    @Test
    void fishersIntervalAgreesWithR() {
        Interval interval = FisherInterval.atLevel(Correlation.pearson(LIGHTNESS, PANEL), 9, 0.95);
        assertThat(interval.lower()).isCloseTo(-0.1497426, within(5e-8));
        assertThat(interval.upper()).isCloseTo(0.8955795, within(5e-8));
    }

    @Test
    void aPerfectCorrelationIsNeverMoreThanOne() {
        double[] x = {0.1, 0.2, 0.3, 0.7};
        assertThat(Correlation.pearson(x, x)).isBetween(1 - 1e-12, 1.0);
        assertThat(FisherInterval.of(1, 10, 1.96)).isEqualTo(new Interval(1, 1));
    }

    @Test
    void threeSamplesLeaveEveryCorrelationPossible() {
        assertThat(FisherInterval.of(0.9, 3, 1.96)).isEqualTo(new Interval(-1, 1));
        assertThat(FisherInterval.of(1, 3, 1.96)).isEqualTo(new Interval(-1, 1));
    }

    @Test
    void inputsWithoutACorrelationAreRefused() {
        double[] three = {1, 2, 3};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.pearson(new double[] {1, 2}, new double[] {1, 2}))
                .withMessage("2 values, at least 3 are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.spearman(three, new double[] {5, 5, 5}))
                .withMessageContaining("all values are 5.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.kendall(three, new double[] {1, Double.NaN, 2}))
                .withMessageContaining("value 2 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.pearson(three, new double[] {1, 2, 3, 4}))
                .withMessageContaining("3 values beside 4");
        assertThatIllegalArgumentException().isThrownBy(() -> FisherInterval.of(1.2, 10, 1.96));
        assertThatIllegalArgumentException().isThrownBy(() -> FisherInterval.atLevel(0.5, 10, 1));
    }

    /** Steiger 1980, p. 247, case A, as in R's {@code psych::r.test(103, .4, .5, .1)}: t = -0.89, p < 0.37; and so Z. */
    @Test
    void comparesDependentCorrelationsAsSteigerDoes() {
        SignificanceTest williams = DependentCorrelations.williams(0.4, 0.5, 0.1, 103);
        assertThat(williams.statistic()).isCloseTo(-0.89, within(0.005));
        assertThat(williams.pValue()).isCloseTo(0.37, within(0.006));
        assertThat(williams.rejects(0.05)).isFalse();
        assertThat(DependentCorrelations.steiger(0.4, 0.5, 0.1, 103).statistic())
                .isCloseTo(-0.89, within(0.005));
    }

    /** As cocor prints in the vignette on model comparison of the R package rmcorr. */
    @Test
    void comparesDependentCorrelationsAsCocorDoes() {
        assertThat(DependentCorrelations.williams(0.80658, 0.2383, 0.2255, 177).statistic())
                .isCloseTo(9.3823, within(0.003));
        assertThat(DependentCorrelations.steiger(0.80658, 0.2383, 0.2255, 177).statistic())
                .isCloseTo(8.5460, within(0.003));
    }

    @Test
    void samePredictorsDoNotDiffer() {
        assertThat(DependentCorrelations.williams(0.7, 0.7, 1, 20).pValue()).isEqualTo(1);
        assertThat(DependentCorrelations.steiger(0.7, 0.7, 1, 20).pValue()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> DependentCorrelations.williams(0.7, 0.6, 0.5, 3));
    }
}
