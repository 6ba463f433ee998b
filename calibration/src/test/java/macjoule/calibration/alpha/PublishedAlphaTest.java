package macjoule.calibration.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import macjoule.calibration.stats.Correlation;
import macjoule.calibration.stats.FisherInterval;
import macjoule.calibration.stats.Interval;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The twelve networks on a Tesla P100 that "The Ramifications of Making Deep Neural Networks Compact" prints. The expected
 * figures were worked out from the printed tables with NumPy 2.4 and SciPy 1.17.
 */
class PublishedAlphaTest {
    private static final EfficiencySet P100 = PublishedEfficiency.p100();
    private static final AlphaReport REPORT = AlphaCalibration.withDefaults().calibrate(P100);

    @ParameterizedTest
    @CsvSource({"0, -0.1803", "0.50, 0.3931", "0.80, 0.9302", "0.85, 0.9326", "1.00, 0.8786"})
    void correlationsOnTheGrid(double alpha, double r) {
        assertThat(REPORT.fit().curve())
                .filteredOn(point -> point.alpha() == alpha)
                .singleElement()
                .satisfies(point -> assertThat(point.r()).isCloseTo(r, within(5e-5)));
    }

    /** The paper stops at 0.80, where it sees a plateau. */
    @Test
    void theOptimumLiesJustAboveThePlateau() {
        assertThat(REPORT.fit().n()).isEqualTo(12);
        assertThat(REPORT.fit().alpha()).isCloseTo(0.8306, within(5e-5));
        assertThat(REPORT.fit().r()).isCloseTo(0.93387, within(5e-6));
        assertThat(REPORT.fit().plateau().alpha()).isEqualTo(0.8);
        assertThat(REPORT.fit().curve()).hasSize(21);
    }

    @Test
    void theClosedFormAgreesWithAFineGridAndWithBrentsSearch() {
        int finest = IntStream.rangeClosed(0, 10_000)
                .boxed()
                .max((i, j) -> Double.compare(r(i / 10_000.0), r(j / 10_000.0)))
                .orElseThrow();
        assertThat(REPORT.fit().alpha()).isCloseTo(finest / 10_000.0, within(1e-4));
        double brent = new BrentOptimizer(1e-10, 1e-12)
                .optimize(
                        new MaxEval(200),
                        GoalType.MAXIMIZE,
                        new SearchInterval(0, 1),
                        new UnivariateObjectiveFunction(PublishedAlphaTest::r))
                .getPoint();
        // Near its top r is so flat that a search by its value finds it to about half the digits.
        assertThat(REPORT.fit().alpha()).isCloseTo(brent, within(1e-6));
    }

    @Test
    void theIntervalIsWideButExcludesEqualWeights() {
        AlphaUncertainty uncertainty = REPORT.uncertainty();
        assertThat(uncertainty.ci95().contains(0.8)).isTrue();
        assertThat(uncertainty.ci95().lower()).isGreaterThan(0.5);
        assertThat(uncertainty.ci95().contains(uncertainty.percentile95())).isTrue();
        assertThat(REPORT.identifiability().identifiable()).isTrue();
        assertThat(REPORT.recommendedAlpha()).hasValue(REPORT.fit().alpha());
        assertThat(uncertainty.openResamples()).isZero();
        assertThat(uncertainty.measurementDeviation()).isEmpty();
    }

    @Test
    void leavingOutOneNetworkMovesAlphaThisFar() {
        LeaveOneOutSpread spread = REPORT.uncertainty().leaveOneOut();
        assertThat(spread.alpha().lower()).isCloseTo(0.76127, within(5e-6));
        assertThat(spread.alpha().upper()).isCloseTo(0.96562, within(5e-6));
        assertThat(spread.mostInfluential()).isEqualTo("squeezenet-1.0");
        assertThat(REPORT.uncertainty().conditionNumber()).isCloseTo(1.7654, within(5e-4));
    }

    @Test
    void ranksAndOrdersAgreeWithScipy() {
        Association di = association("DI(0.8)");
        assertThat(di.pearson()).isCloseTo(0.9302, within(5e-5));
        assertThat(di.spearman()).isCloseTo(0.8601399, within(5e-8));
        assertThat(di.kendall()).isCloseTo(0.6969697, within(5e-8));
        assertThat(association("AI_c").pearson()).isCloseTo(0.1366, within(5e-5));
        assertThat(association("weight reuse").pearson()).isCloseTo(-0.1803, within(5e-5));
        assertThat(association("AI_c").ci95())
                .isEqualTo(FisherInterval.of(association("AI_c").pearson(), 12, 1.96));
    }

    @Test
    void diGoesWithEfficiencyBetterThanIntensityDoes() {
        assertThat(REPORT.neededNetworks()).isEqualTo(19);
        assertThat(REPORT.againstIntensity()).hasSize(2).allSatisfy(comparison -> {
            assertThat(comparison.williams().statistic()).isPositive();
            assertThat(comparison.williams().rejects(0.01)).isTrue();
            assertThat(comparison.steiger().rejects(0.01)).isTrue();
        });
    }

    /** DI leads by squared error, thanks to AlexNet; for the typical network the energy model is nearer. */
    @Test
    void leaveOneOutErrorsAgreeWithNumpyAndScipysNnls() {
        Rival di = rival("DI(0.8)");
        assertThat(di.rootMeanSquareError()).isCloseTo(10.4954e9, within(1e5));
        assertThat(di.medianRelativeError()).isCloseTo(0.77875, within(5e-6));
        Rival energy = rival("energy model");
        assertThat(energy.rootMeanSquareError()).isCloseTo(24.3038e9, within(1e5));
        assertThat(energy.medianRelativeError()).isCloseTo(0.20900, within(5e-6));
        assertThat(REPORT.rivals().best()).isEqualTo(di);
        assertThat(REPORT.rivals().bestRelative()).isEqualTo(energy);
        assertThat(REPORT.rivals().verdict()).contains("DI(0.8)").contains("energy model");
        assertThat(REPORT.rivals().ranked()).hasSize(7);
        assertThat(REPORT.rivals().unranked()).isEmpty();
    }

    @Test
    void theSeedDecides() {
        AlphaCalibration few = AlphaCalibration.withDefaults().withResamples(200);
        Interval first = few.calibrate(P100).uncertainty().bca95();
        assertThat(few.calibrate(P100).uncertainty().bca95()).isEqualTo(first);
        assertThat(few.withSeed(1).calibrate(P100).uncertainty().bca95()).isNotEqualTo(first);
    }

    private static Association association(String metric) {
        return REPORT.association(metric).orElseThrow();
    }

    private static Rival rival(String name) {
        return REPORT.rivals().ranked().stream()
                .filter(rival -> rival.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double r(double alpha) {
        return Correlation.pearson(P100.column(network -> network.di(alpha)), P100.efficiencies());
    }
}
