package macjoule.calibration.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import macjoule.model.BadInputException;
import macjoule.model.count.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data whose alpha is known because it was made with it. */
class SyntheticAlphaTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 0.8, 1})
    void findsTheAlphaThatMadeTheData(double alpha) {
        AlphaFit fit = AlphaFit.of(Synthetic.exact(alpha));
        assertThat(fit.alpha()).isCloseTo(alpha, within(1e-6));
        assertThat(fit.r()).isCloseTo(1, within(1e-9));
        assertThat(fit.scale().throughOrigin()).isCloseTo(5e8, within(1e4));
    }

    /** Efficiency that falls with weight reuse is best explained without it, and the other way round. */
    @Test
    void theOptimumStopsAtTheEnds() {
        AlphaFit onlyActivations = AlphaFit.of(
                Synthetic.set(network -> 1e9 * (100 + network.activationReuse() - 0.1 * network.weightReuse())));
        assertThat(onlyActivations.alpha()).isEqualTo(1);
        AlphaFit onlyWeights = AlphaFit.of(
                Synthetic.set(network -> 1e9 * (100 + network.weightReuse() - 0.1 * network.activationReuse())));
        assertThat(onlyWeights.alpha()).isEqualTo(0);
        for (AlphaFit fit : List.of(onlyActivations, onlyWeights)) {
            assertThat(fit.curve()).allSatisfy(point -> assertThat(point.r()).isLessThanOrEqualTo(fit.r()));
        }
    }

    @Test
    void theClosedFormIsNeverBeatenOnAGrid() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            Moments moments = AlphaKernel.of(Synthetic.set(network -> 1 + random.nextDouble()))
                    .moments();
            double best = moments.correlation(moments.alpha());
            for (int step = 0; step <= 1000; step++) {
                assertThat(moments.correlation(step / 1000.0)).isLessThanOrEqualTo(best + 1e-12);
            }
        }
    }

    @Test
    void noiseThatDrownsTheDataLeavesAlphaUnidentified() {
        AlphaReport report = AlphaCalibration.withDefaults().withResamples(2000).calibrate(Synthetic.noisy(0.5, 5, 3));
        assertThat(report.identifiability().identifiable()).isFalse();
        assertThat(report.recommendedAlpha()).isEmpty();
    }

    @Test
    void tooFewNetworksLeaveAlphaUnidentifiedHoweverWellTheyFit() {
        EfficiencySet exact = Synthetic.exact(0.8);
        for (int n = 3; n <= 5; n++) {
            EfficiencySet few = new EfficiencySet(
                    "few", exact.convention(), exact.basis(), exact.networks().subList(0, n));
            AlphaReport report =
                    AlphaCalibration.withDefaults().withResamples(2000).calibrate(few);
            assertThat(report.fit().alpha()).isCloseTo(0.8, within(1e-6));
            assertThat(report.identifiability().identifiable()).isFalse();
            assertThat(report.uncertainty().openResamples()).isPositive();
        }
    }

    @Test
    void efficiencyThatFallsWithDiIsNotExplainedByIt() {
        EfficiencySet set = Synthetic.set(network -> 1e12 - 1e9 * Synthetic.di(network, 0.5));
        AlphaReport report = AlphaCalibration.withDefaults().withResamples(500).calibrate(set);
        assertThat(report.identifiability().identifiable()).isFalse();
        assertThat(report.identifiability().reason()).contains("does not rise");
    }

    @Test
    void proportionalReusesAreRefused() {
        EfficiencySet exact = Synthetic.exact(0.8);
        List<NetworkEfficiency> proportional = exact.networks().stream()
                .map(network -> new NetworkEfficiency(
                        network.network(),
                        new Counts(
                                network.counts().macs(),
                                network.counts().params(),
                                2 * network.counts().params()),
                        OptionalDouble.empty(),
                        network.macsPerJoule(),
                        OptionalDouble.empty()))
                .toList();
        EfficiencySet set = new EfficiencySet("same reuse", exact.convention(), exact.basis(), proportional);
        assertThatThrownBy(() -> AlphaFit.of(set))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no alpha fits better");
    }

    /** To first order alpha moves by slope times error, which a small change of each network in turn shows. */
    @Test
    void theErrorOfMeasurementIsPropagated() {
        EfficiencySet set = Synthetic.noisy(0.7, 0.1, 2);
        double[] slopes = AlphaKernel.of(set).slopes();
        double alpha = AlphaFit.of(set).alpha();
        for (int i = 0; i < slopes.length; i++) {
            double efficiency = set.networks().get(i).macsPerJoule();
            double step = 1e-6 * efficiency;
            EfficiencySet moved = Synthetic.changed(set, value -> value == efficiency ? value + step : value);
            assertThat(slopes[i] * step).isCloseTo(AlphaFit.of(moved).alpha() - alpha, within(1e-9));
        }
    }
}
