package macjoule.model.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.BadInputException;
import macjoule.model.count.Counts;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Table VII of the DI paper, cell by cell and against the exact values. */
class DisparityRegimeTest {
    private static final double W = 60;
    private static final double A = 300;

    @ParameterizedTest
    @CsvSource({"FEW_ACTIVATIONS, 1, 1000000000", "BALANCED, 1000000000, 1000000000", "MANY_ACTIVATIONS, 1000000000, 1"
    })
    void approximationsMeetTheExactValuesInTheLimit(DisparityRegime regime, long activations, long params) {
        Reuse reuse = new Reuse(new Counts(1_000_000_000_000L, params, activations));
        double ofWeights = reuse.weightReuse().orElseThrow();
        double ofActivations = reuse.activationReuse().orElseThrow();
        Percentage close = Percentage.withPercentage(1e-5);
        for (double alpha : new double[] {0.75, 0.8}) {
            assertThat(regime.arithmeticIntensity(ofWeights, ofActivations))
                    .isCloseTo(reuse.arithmeticIntensity().orElseThrow(), close);
            assertThat(regime.di(ofWeights, ofActivations, alpha))
                    .isCloseTo(reuse.di(alpha).orElseThrow(), close);
            assertThat(regime.disparity(reuse.activationsPerParam().orElseThrow(), alpha))
                    .isCloseTo(reuse.disparity(alpha).orElseThrow(), close);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.03})
    void caseOneAsPrintedMixesTwoAlphas(double ratio) {
        assertThat(DisparityRegime.FEW_ACTIVATIONS.di(W, A, 0.8)).isCloseTo(0.2 * A, within(1e-9));
        assertThat(DisparityRegime.FEW_ACTIVATIONS.disparity(ratio, 0.75)).isCloseTo(75 - 18.75 / ratio, within(1e-9));
        assertThat(DisparityRegime.FEW_ACTIVATIONS.disparity(ratio, 0.8)).isCloseTo(75 - 20 / ratio, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 30})
    void caseThreeAsPrintedIsForAlphaThreeQuarters(double ratio) {
        assertThat(DisparityRegime.MANY_ACTIVATIONS.di(W, A, 0.75)).isCloseTo(0.0625 * W, within(1e-9));
        assertThat(DisparityRegime.MANY_ACTIVATIONS.disparity(ratio, 0.75)).isCloseTo(75 - 6.25 * ratio, within(1e-9));
        assertThat(DisparityRegime.MANY_ACTIVATIONS.disparity(ratio, 0.8)).isCloseTo(75 - 5 * ratio, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void everyCaseRefusesAnImpossibleAlpha(DisparityRegime regime) {
        assertThatThrownBy(() -> regime.di(W, A, 2)).isInstanceOf(BadInputException.class);
    }
}
