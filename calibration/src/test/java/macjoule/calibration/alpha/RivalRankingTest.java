package macjoule.calibration.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import org.junit.jupiter.api.Test;

/** Data made by one of the rivals, which must then win. */
class RivalRankingTest {
    private static final List<String> NAMES = List.of(
            "alexnet",
            "vgg-16",
            "nin",
            "googlenet",
            "resnet-50",
            "densenet-121",
            "squeezenet-1.0",
            "mobilenet-v1",
            "xception");

    @Test
    void diWinsWhereEfficiencyFollowsIt() {
        RivalRanking ranking = RivalRanking.of(Synthetic.exact(0.6));
        assertThat(ranking.best().name()).isEqualTo(Association.DI_FITTED);
        assertThat(ranking.best().explained()).isCloseTo(1, within(1e-9));
        assertThat(ranking.verdict())
                .startsWith("of networks not seen, DI(fitted)")
                .doesNotContain("DI is not");
    }

    /** A millijoule an image, 20 pJ a MAC, 400 pJ a parameter and 900 pJ an activation. */
    @Test
    void theEnergyModelWinsWhereEnergyIsItsSum() {
        RivalRanking ranking = RivalRanking.of(set(
                counts -> 1e-3 + 20e-12 * counts.macs() + 400e-12 * counts.params() + 900e-12 * counts.activations()));
        EnergyModel model = ranking.energyModel();
        assertThat(model.joulesPerImage()).isCloseTo(1e-3, within(1e-9));
        assertThat(model.joulesPerMac()).isCloseTo(20e-12, within(1e-18));
        assertThat(model.joulesPerParam()).isCloseTo(400e-12, within(1e-17));
        assertThat(model.joulesPerActivation()).isCloseTo(900e-12, within(1e-17));
        assertThat(ranking.best().name()).isEqualTo("energy model");
        assertThat(ranking.best().isDi()).isFalse();
        assertThat(ranking.verdict()).contains("energy model").endsWith("DI is not");
    }

    @Test
    void rivalsAreRankedFromTheSmallestError() {
        RivalRanking ranking = RivalRanking.of(Synthetic.noisy(0.8, 0.1, 4));
        assertThat(ranking.ranked())
                .hasSize(6)
                .isSortedAccordingTo(
                        (one, other) -> Double.compare(one.rootMeanSquareError(), other.rootMeanSquareError()));
        // The synthetic networks have no layers.
        assertThat(ranking.unranked()).containsExactly("layer-wise median AI");
    }

    private static EfficiencySet set(ToDoubleFunction<Counts> joules) {
        return new EfficiencySet(
                "made up",
                Convention.PAPER,
                EnergyBasis.NET,
                NAMES.stream()
                        .map(name -> NetworkEfficiency.ofZoo(name, Convention.PAPER, 1, OptionalDouble.empty()))
                        .map(network -> new NetworkEfficiency(
                                network.network(),
                                network.counts(),
                                network.medianIntensity(),
                                network.counts().macs() / joules.applyAsDouble(network.counts()),
                                OptionalDouble.empty()))
                        .toList());
    }
}
