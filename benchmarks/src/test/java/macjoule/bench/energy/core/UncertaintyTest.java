package macjoule.bench.energy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against a calculation by hand after the Guide to the Expression of Uncertainty in Measurement. */
class UncertaintyTest {
    /** Five forks of mean 250 W whose standard error is 0.3 % of it: s = 0.003 · 250 · √5, spread as -1, -½, 0, ½, 1. */
    private static double[] forks() {
        double unit = 0.003 * 250 * Math.sqrt(5) / Math.sqrt(2.5 / 4);
        return new double[] {250 - unit, 250 - unit / 2, 250, 250 + unit / 2, 250 + unit};
    }

    @Test
    void anUncalibratedSensorAt250Watts() {
        // Student's t of 4 degrees of freedom is 2.776; √(2.887² + 1.155² + 0.3²) = 3.124 %.
        Uncertainty uncertainty = Uncertainty.ofForks(forks(), TypeB.UNCALIBRATED);
        assertThat(uncertainty.comparison()).isCloseTo(0.00833, within(1e-5));
        assertThat(uncertainty.absolute()).isCloseTo(0.06248, within(2e-5));
    }

    @Test
    void aMeteredSensorIsThreeTimesBetter() {
        // 2 · √(1² + 0.3²) = 2.088 %.
        assertThat(Uncertainty.ofForks(forks(), TypeB.METERED).absolute()).isCloseTo(0.02088, within(1e-5));
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

    @Test
    void aSubtractedIdlePowerAddsItsOwn() {
        double without = Uncertainty.ofWindow(TypeB.METERED, 100).absolute();
        double with = Uncertainty.ofWindow(TypeB.METERED.withIdle(2), 100).absolute();
        assertThat(without).isCloseTo(0.02, within(1e-9));
        assertThat(with).isCloseTo(2 * Math.hypot(0.01, 0.02), within(1e-9));
    }

    @Test
    void oneForkHasNoSpread() {
        assertThatThrownBy(() -> Uncertainty.ofForks(new double[] {250}, TypeB.METERED))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
