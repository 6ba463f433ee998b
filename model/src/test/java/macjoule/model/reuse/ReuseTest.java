package macjoule.model.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.BadInputException;
import macjoule.model.count.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReuseTest {
    // By hand: M/W = 100, M/A = 25, AI_c = 20, DI(0.8) = (20 + 20) / 4.
    private static final Reuse SIMPLE = new Reuse(new Counts(1000, 10, 40));

    @Test
    void ratiosFollowTheirDefinitions() {
        assertThat(SIMPLE.weightReuse()).hasValue(100);
        assertThat(SIMPLE.activationReuse()).hasValue(25);
        assertThat(SIMPLE.arithmeticIntensity()).hasValue(20);
        assertThat(SIMPLE.activationsPerParam()).hasValue(4);
        assertThat(SIMPLE.di(0.8).orElseThrow()).isCloseTo(10, within(1e-12));
        assertThat(SIMPLE.disparity(0.8).orElseThrow()).isCloseTo(50, within(1e-12));
    }

    @Test
    void disparityHasTheClosedFormsOfItsTwoAlphas() {
        double ratio = 4;
        assertThat(SIMPLE.disparity(0.8).orElseThrow()).isCloseTo(75 - 5 * ratio - 20 / ratio, within(1e-12));
        assertThat(SIMPLE.disparity(0.75).orElseThrow())
                .as("Eq. 5 of the DI paper")
                .isCloseTo(75 - 6.25 * (ratio + 3 / ratio), within(1e-12));
    }

    @Test
    void whatWouldDivideByZeroIsUnknown() {
        Reuse withoutParams = new Reuse(new Counts(0, 0, 8));
        assertThat(withoutParams.weightReuse()).isEmpty();
        assertThat(withoutParams.activationsPerParam()).isEmpty();
        assertThat(withoutParams.di(0.8)).isEmpty();
        assertThat(withoutParams.disparity(0.8)).isEmpty();
        assertThat(withoutParams.arithmeticIntensity()).hasValue(0);

        assertThat(new Reuse(new Counts(8, 8, 0)).activationReuse()).isEmpty();
        assertThat(new Reuse(new Counts(0, 0, 0)).arithmeticIntensity()).isEmpty();
        assertThat(new Reuse(new Counts(0, 8, 8)).disparity(0.8))
                .as("no arithmetic")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void alphaOutsideItsRangeIsRefused(double alpha) {
        assertThatThrownBy(() -> SIMPLE.di(alpha))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("" + alpha);
        assertThatThrownBy(() -> SIMPLE.disparity(alpha)).isInstanceOf(BadInputException.class);
    }
}
