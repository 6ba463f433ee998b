package macjoule.calibration.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import macjoule.calibration.alpha.Portability.Verdict;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;

/** Machines whose alpha is known because their data was made with it. */
class PortabilityTest {
    private static final AlphaCalibration CALIBRATION =
            AlphaCalibration.withDefaults().withResamples(2000);

    @Test
    void machinesWithOneAlphaAreTheSame() {
        Portability result = CALIBRATION.compare(Synthetic.noisy(0.8, 0.02, 1), Synthetic.noisy(0.8, 0.02, 2));
        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
        assertThat(result.paired()).isTrue();
    }

    @Test
    void machinesWithFarAlphasDiffer() {
        Portability result = CALIBRATION.compare(Synthetic.noisy(0.9, 0.02, 1), Synthetic.noisy(0.4, 0.02, 2));
        assertThat(result.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(result.difference()).isCloseTo(0.5, within(0.05));
        assertThat(result.ci95().contains(0.5)).isTrue();
    }

    @Test
    void noisyMachinesCannotBeTold() {
        Portability result = CALIBRATION.compare(Synthetic.noisy(0.8, 1, 1), Synthetic.noisy(0.7, 1, 2));
        assertThat(result.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    /** An interval of 95 % calls at most one in twenty of equal machines different; chance moves that by 0.015. */
    @Test
    void equalMachinesAreSeldomCalledDifferent() {
        AlphaCalibration quick = CALIBRATION.withResamples(300);
        int different = 0;
        for (int seed = 0; seed < 200; seed++) {
            Portability result =
                    quick.compare(Synthetic.noisy(0.7, 0.1, seed), Synthetic.noisy(0.7, 0.1, 10_000 + seed));
            different += result.verdict() == Verdict.DIFFERENT ? 1 : 0;
        }
        assertThat(different / 200.0).isLessThan(0.09);
    }

    /** Pairing is by name, so the order of the networks does not matter. */
    @Test
    void differentNetworksAreComparedUnpaired() {
        EfficiencySet all = Synthetic.noisy(0.8, 0.02, 1);
        EfficiencySet fewer = new EfficiencySet(
                "fewer", all.convention(), all.basis(), all.networks().subList(0, 20));
        assertThat(CALIBRATION.compare(all, fewer).paired()).isFalse();
        assertThat(CALIBRATION.compare(all, fewer).difference()).isCloseTo(0, within(0.05));
        EfficiencySet published = PublishedEfficiency.p100();
        assertThat(CALIBRATION.compare(published, published))
                .satisfies(same -> assertThat(same.ci95().width()).isZero())
                .satisfies(same -> assertThat(same.verdict()).isEqualTo(Verdict.SAME));
    }

    @Test
    void machinesMeasuredInDifferentWaysAreNotCompared() {
        EfficiencySet gross = Synthetic.noisy(0.8, 0.02, 1);
        EfficiencySet net = new EfficiencySet("other", gross.convention(), EnergyBasis.NET, gross.networks());
        assertThatThrownBy(() -> CALIBRATION.compare(gross, net))
                .isInstanceOf(BadInputException.class)
                .hasMessage("joules gross and net: synthetic and other: use all gross or all net of idle");
    }

    @Test
    void efficiencyThatFallsWithDiTellsNothingOfAlpha() {
        EfficiencySet falling = Synthetic.set(network -> 1e12 - 1e9 * Synthetic.di(network, 0.5));
        assertThat(CALIBRATION.compare(falling, Synthetic.exact(0.5)).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }
}
