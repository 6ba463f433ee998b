package macjoule.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Against the spatial test data of Efron and Tibshirani, An Introduction to the Bootstrap, table 14.1: the variance of the A
 * scores is 171.5, its acceleration 0.061; 90 % intervals of scipy.stats.bootstrap 1.17 with 50 000 resamples are
 * (98.3, 235.5) by percentile and (115.8, 261.7) by BCa.
 */
class BootstrapTest {
    private static final double[] SCORES = {
        48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41
    };
    private static final Offset<Double> SIMULATION = within(4.0);

    private final BootstrapDistribution variance = Bootstrap.of(SCORES.length, 20_000, 7, BootstrapTest::variance);

    @Test
    void agreesWithTheTextbookAndScipy() {
        assertThat(variance.estimate()).isCloseTo(171.5, within(0.05));
        assertThat(variance.acceleration()).isCloseTo(0.061, within(0.0005));
        assertThat(variance.biasCorrection()).isCloseTo(0.146, within(0.03));
        Interval percentile = variance.percentile(0.9);
        assertThat(percentile.lower()).isCloseTo(98.3, SIMULATION);
        assertThat(percentile.upper()).isCloseTo(235.5, SIMULATION);
        Interval bca = variance.bca(0.9);
        assertThat(bca.lower()).isCloseTo(115.8, SIMULATION);
        assertThat(bca.upper()).isCloseTo(261.7, SIMULATION);
    }

    @Test
    void theSeedDecides() {
        assertThat(Bootstrap.replicates(26, 50, 7, BootstrapTest::variance))
                .isEqualTo(Bootstrap.replicates(26, 50, 7, BootstrapTest::variance))
                .isNotEqualTo(Bootstrap.replicates(26, 50, 8, BootstrapTest::variance));
    }

    /** By hand from the formula of Hesterberg 2015 for n = 20, and its limit. */
    @Test
    void aWidenedLevelIsHigherAndFadesWithSize() {
        double widened = new BootstrapDistribution(20, 0, new double[] {0}, new double[0]).widenedLevel(0.95);
        // Phi(-sqrt(20/19) * 2.0930) with the tabulated t quantile for 19 degrees of freedom.
        assertThat((1 - widened) / 2).isCloseTo(0.01588, within(1e-5));
        assertThat(new BootstrapDistribution(100_000, 0, new double[] {0}, new double[0]).widenedLevel(0.95))
                .isCloseTo(0.95, within(1e-5));
    }

    @Test
    void openResamplesReachForBothEnds() {
        double open = Double.NaN;
        double[] replicates = {3, open, 1, 2, open, 4, 5, 6, 7, 8};
        BootstrapDistribution distribution = new BootstrapDistribution(10, 4, replicates, new double[0]);
        assertThat(distribution.open()).isEqualTo(2);
        assertThat(distribution.percentile(0.95))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(distribution.percentile(0.6)).isEqualTo(new Interval(1, 8));
    }

    @Test
    void leavesEachSampleOutOnce() {
        double[] values = {1, 2, 6};
        double[] sums = LeaveOneOut.values(3, counts -> sum(counts, values));
        assertThat(sums).containsExactly(8, 7, 3);
    }

    @Test
    void refusesNothingToDraw() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bootstrap.replicates(0, 10, 1, counts -> 0));
        assertThatIllegalArgumentException().isThrownBy(() -> variance.percentile(1.5));
    }

    private static double variance(int[] counts) {
        double n = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            n += counts[i];
            sum += counts[i] * SCORES[i];
            squares += counts[i] * SCORES[i] * SCORES[i];
        }
        return squares / n - (sum / n) * (sum / n);
    }

    private static double sum(int[] counts, double[] values) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * values[i];
        }
        return sum;
    }
}
