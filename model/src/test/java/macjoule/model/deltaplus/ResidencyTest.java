package macjoule.model.deltaplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.sim.CacheSize;
import org.junit.jupiter.api.Test;

/** Against tabulated values of the Poisson distribution. */
class ResidencyTest {
    private final Residency l2 = new Residency(CacheSize.ofKilobytes(3072, 16));

    @Test
    void aLineStaysUntilItsSetFillsUp() {
        double capacity = 3072 * 1024;
        assertThat(l2.after(0)).isEqualTo(1);
        // P(X <= 15) of a Poisson variable with mean 16, 8 and 32.
        assertThat(l2.after(capacity)).isCloseTo(0.4667, within(1e-4));
        assertThat(l2.after(capacity / 2)).isCloseTo(0.9918, within(1e-4));
        assertThat(l2.after(2 * capacity)).isCloseTo(0.00066, within(1e-5));
    }

    @Test
    void aRangeOfDistancesLiesBetweenItsEnds() {
        double capacity = 3072 * 1024;
        assertThat(l2.between(0.5 * capacity, 1.5 * capacity))
                .isBetween(l2.after(1.5 * capacity), l2.after(0.5 * capacity));
        assertThat(l2.between(capacity, capacity)).isEqualTo(l2.after(capacity));
    }
}
