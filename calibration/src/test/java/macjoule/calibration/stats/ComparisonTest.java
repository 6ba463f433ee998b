package macjoule.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** R's sleep data (Cushny and Peebles 1905): t.test(extra ~ group) gives p = 0.07939 and -3.3654832 to 0.2054832. */
    @Test
    void welchAgreesWithTheSleepData() {
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        WelchComparison comparison = WelchComparison.of(first, second, 0.95);
        assertThat(comparison.difference()).isEqualTo(1.58, within(1e-12));
        assertThat(comparison.pValue()).isEqualTo(0.07939, within(5e-6));
        assertThat(comparison.interval().lower()).isEqualTo(-0.2054832, within(5e-8));
        assertThat(comparison.interval().upper()).isEqualTo(3.3654832, within(5e-8));
    }

    @Test
    void constantSamplesDifferOrDoNot() {
        assertThat(WelchComparison.of(new double[] {2, 2}, new double[] {2, 2}, 0.95)
                        .pValue())
                .isEqualTo(1);
        assertThat(WelchComparison.of(new double[] {2, 2}, new double[] {3, 3}, 0.95)
                        .pValue())
                .isZero();
    }

    /** By hand: mean 2, s = 1, error = sqrt(4/3), t(0.975, 2) = 4.30265 from a printed table. */
    @Test
    void aPredictionIntervalIsThatOfTheTextbook() {
        Interval interval = new PredictionInterval(new double[] {1, 2, 3}).at(0.95);
        assertThat(interval.upper()).isEqualTo(2 + 4.30265 * Math.sqrt(4.0 / 3), within(1e-5));
        assertThat(interval.lower()).isEqualTo(2 - 4.30265 * Math.sqrt(4.0 / 3), within(1e-5));
    }

    @Test
    void aPredictionIntervalHoldsTheNextValueAsOftenAsItSays() {
        Random random = new Random(7);
        int inside = 0;
        int trials = 4000;
        for (int trial = 0; trial < trials; trial++) {
            double[] seen = random.doubles(20).map(x -> random.nextGaussian()).toArray();
            inside += new PredictionInterval(seen).at(0.95).contains(random.nextGaussian()) ? 1 : 0;
        }
        // Three standard errors of a share of 0.95 in 4000 trials are 0.010.
        assertThat((double) inside / trials).isEqualTo(0.95, within(0.011));
    }

    /** The fifteen p-values of Benjamini and Hochberg 1995, section 3.2: at 0.05 the four smallest are rejected. */
    @Test
    void believesWhatBenjaminiAndHochbergBelieve() {
        double[] pValues = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000
        };
        boolean[] rejected = FalseDiscovery.rejected(pValues, 0.05);
        for (int i = 0; i < pValues.length; i++) {
            assertThat(rejected[i]).as("p = " + pValues[i]).isEqualTo(i < 4);
        }
    }

    @Test
    void theOrderOfTheTestsDoesNotMatter() {
        assertThat(FalseDiscovery.rejected(new double[] {0.9, 0.001, 0.04}, 0.05))
                .containsExactly(false, true, false);
        assertThat(FalseDiscovery.rejected(new double[0], 0.05)).isEmpty();
    }
}
