package macjoule.bench.energy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against a calculation by hand after the Guide to the Expression of Uncertainty in Measurement. */
class UncertaintyTest {
    @Test
    void anUncalibratedSensorAt250Watts() {
        // 2 · √(2.887² + 1.155²) = 6.218 %, of which a metered one keeps 2 · 1 %.
        Uncertainty plain = Uncertainty.ofWindow(TypeB.UNCALIBRATED, 250);
        assertThat(plain.absolute()).isCloseTo(0.06218, within(2e-5));
        assertThat(plain.comparison()).isZero();
        assertThat(Uncertainty.ofWindow(TypeB.METERED, 250).absolute()).isCloseTo(0.02, within(1e-9));
    }

    /** With 0.5 % of aliasing: edges of 0.1155 % are in the spread of windows, aliasing is not. */
    @Test
    void whatRepeatingShowsIsNotCountedTwice() {
        TypeB typeB = TypeB.UNCALIBRATED.withEdges(0.002, 2).withAliasing(0.005);
        Uncertainty uncertainty = Uncertainty.ofWindow(typeB, 250);
        assertThat(uncertainty.lastingComparison()).isCloseTo(0.01, within(1e-9));
        assertThat(uncertainty.lastingAbsolute())
                .isCloseTo(2 * Math.sqrt(0.02887 * 0.02887 + 0.01155 * 0.01155 + 0.000025), within(1e-5));
    }

    @Test
    void edgesAndAliasingDoNotCancelBetweenWindows() {
        // 2 · 2 ms / 2 s / √3 = 0.1155 %, with 0.5 % beside it: 2 · √(0.1155² + 0.5²) = 1.0264 %.
        TypeB typeB = TypeB.UNCALIBRATED.withEdges(0.002, 2).withAliasing(0.005);
        assertThat(Uncertainty.ofWindow(typeB, 250).comparison()).isCloseTo(0.010264, within(1e-6));
    }

    @Test
    void anOffsetWeighsMoreAtLowPower() {
        // Gain 2.887 %, offset 2.887 W of 50 W = 5.774 %: 2 · 6.455 %.
        assertThat(Uncertainty.ofWindow(TypeB.UNCALIBRATED, 50).absolute()).isCloseTo(0.1291, within(1e-4));
    }
}
