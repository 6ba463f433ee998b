package macjoule.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against a calculation by hand after the Guide to the Expression of Uncertainty in Measurement. */
class RepeatabilityTest {
    /** Five of mean 250 W whose standard error is 0.3 % of it: s = 0.003 · 250 · √5, spread as -1, -½, 0, ½, 1. */
    private static double[] forks() {
        double unit = 0.003 * 250 * Math.sqrt(5) / Math.sqrt(2.5 / 4);
        return new double[] {250 - unit, 250 - unit / 2, 250, 250 + unit / 2, 250 + unit};
    }

    @Test
    void whatRepeatingShowsIsJoinedWithWhatItCannot() {
        // Student's t of 4 degrees of freedom is 2.776. A gain of 5 % and 5 W, both evenly spread, are 2.887 and 1.155
        // %.
        double typeB = 2 * Math.hypot(0.05, 5.0 / 250) / Math.sqrt(3);
        Repeatability found = Repeatability.of(forks(), 0, typeB);
        assertThat(found.comparison()).isCloseTo(0.00833, within(1e-5));
        // 2 · √(2.887² + 1.155² + 0.3²) = 6.248 %.
        assertThat(found.absolute()).isCloseTo(0.06248, within(2e-5));
    }

    @Test
    void aMeterBesideMakesItThreeTimesBetter() {
        // 2 · √(1² + 0.3²) = 2.088 %.
        assertThat(Repeatability.of(forks(), 0, 0.02).absolute()).isCloseTo(0.02088, within(1e-5));
    }

    @Test
    void oneValueHasNoSpread() {
        assertThatThrownBy(() -> Repeatability.of(new double[] {250}, 0, 0.02))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
