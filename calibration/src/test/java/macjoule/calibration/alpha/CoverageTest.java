package macjoule.calibration.alpha;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.calibration.stats.Interval;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the intervals contain the alpha that the data were made with: five alphas, four noises, 200 seeds each. */
class CoverageTest {
    private static final double[] ALPHAS = {0.3, 0.5, 0.7, 0.8, 0.9};
    private static final double[] NOISES = {0.01, 0.03, 0.1, 0.2};
    private static final int SEEDS = 200;

    /** Enough for the ends of a 95 % interval; the default of 10 000 would take too long 8 000 times. */
    private static final int RESAMPLES = 300;

    private enum Noise {
        UNIFORM {
            @Override
            EfficiencySet data(double alpha, double noise, long seed) {
                return Synthetic.noisy(alpha, noise, seed);
            }
        },
        PROPORTIONAL {
            @Override
            EfficiencySet data(double alpha, double noise, long seed) {
                return Synthetic.proportionallyNoisy(alpha, noise, seed);
            }
        };

        abstract EfficiencySet data(double alpha, double noise, long seed);
    }

    @ParameterizedTest
    @EnumSource
    void ninetyFivePercentIntervalsCoverTheTruthAsOftenAsTheySay(Noise kind) {
        double covered = 0;
        long seed = 0;
        for (double alpha : ALPHAS) {
            for (double noise : NOISES) {
                int inCell = 0;
                for (int i = 0; i < SEEDS; i++) {
                    EfficiencySet set = kind.data(alpha, noise, seed++);
                    Interval interval =
                            AlphaUncertainty.of(set, RESAMPLES, seed).ci95();
                    inCell += interval.contains(alpha) ? 1 : 0;
                }
                // Chance alone moves the share of a single cell by 0.015.
                assertThat(inCell / (double) SEEDS).isGreaterThan(0.9);
                covered += inCell;
            }
        }
        assertThat(covered / seed).isBetween(0.92, 0.98);
    }
}
