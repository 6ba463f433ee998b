package macjoule.calibration.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import macjoule.calibration.published.PublishedReuse;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

/** How much networks count that are not equally well known. */
class EfficiencyWeightsTest {
    private static final double ALPHA = 0.7;
    private static final double MEAN = StatUtils.mean(Synthetic.exact(ALPHA).efficiencies());

    /** Every third network is known to 30 % of the mean efficiency only, the others to 1 %. */
    @Test
    void whatIsMeasuredBadlyCountsLittleAndTheFitIsBetterForIt() {
        double weighted = 0;
        double alike = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            EfficiencySet set = set(i -> deviation(i) * random.nextGaussian(), EfficiencyWeightsTest::deviation);
            weighted += Math.pow(AlphaFit.of(set).alpha() - ALPHA, 2);
            alike += Math.pow(AlphaFit.of(withDeviations(set, i -> 1)).alpha() - ALPHA, 2);
            assertThat(AlphaFit.of(set).weightRatio()).isGreaterThan(1);
        }
        assertThat(weighted).isLessThan(alike / 10);
    }

    private static double deviation(int network) {
        return MEAN * (network % 3 == 0 ? 0.3 : 0.01);
    }

    /** The forks of some networks agree to 0.02 % by chance, those of others to 0.5 %; DI fits none of them better than to 20 %. */
    @Test
    void forksThatAgreeByChanceDoNotDecide() {
        Random random = new Random(1);
        EfficiencySet set = set(i -> 0.2 * MEAN * random.nextGaussian(), i -> MEAN * (i % 2 == 0 ? 0.0002 : 0.005));
        assertThat(AlphaFit.of(set).weightRatio()).isBetween(1.0, 1.01);
        assertThat(AlphaFit.of(set).weighting())
                .hasValueSatisfying(how -> assertThat(how).endsWith("the surest 1.00 times as much as the least sure"));
        assertThat(AlphaFit.of(set).alpha())
                .isCloseTo(AlphaFit.of(withDeviations(set, i -> 1)).alpha(), within(0.001));
    }

    @Test
    void equalOrUnknownUncertaintiesChangeNothing() {
        EfficiencySet unknown = Synthetic.noisy(ALPHA, 0.1, 4);
        AlphaFit fit = AlphaFit.of(unknown);
        assertThat(AlphaFit.of(withDeviations(unknown, i -> 1e9))).isEqualTo(fit);
        assertThat(AlphaFit.of(withDeviations(unknown, i -> i == 0 ? Double.NaN : i)))
                .isEqualTo(fit);
        assertThat(fit.weightRatio()).isEqualTo(1);
        assertThat(fit.weighting()).isEmpty();
    }

    /** Three networks are fitted exactly whatever they are. */
    @Test
    void tooFewNetworksCountAlike() {
        EfficiencySet all = withDeviations(Synthetic.noisy(ALPHA, 0.1, 4), i -> 1 + i);
        EfficiencySet few = new EfficiencySet(
                "few", all.convention(), all.basis(), all.networks().subList(0, 3));
        assertThat(EfficiencyWeights.of(few.networks())).containsExactly(1, 1, 1);
    }

    @Test
    void networksSaidToBeExactAreNoDivisionByZero() {
        EfficiencySet exact = withDeviations(Synthetic.exact(ALPHA), i -> i == 0 ? 1 : 0);
        assertThat(AlphaFit.of(exact).alpha()).isCloseTo(ALPHA, within(1e-6));
    }

    private static EfficiencySet set(IntToDoubleFunction error, IntToDoubleFunction deviation) {
        List<PublishedReuse> networks = Synthetic.NETWORKS;
        // A level high enough that no efficiency turns negative.
        EfficiencySet set = Synthetic.set(network ->
                3 * MEAN + 5e8 * Synthetic.di(network, ALPHA) + error.applyAsDouble(networks.indexOf(network)));
        return withDeviations(set, deviation);
    }

    /** NaN for one that is not known. */
    private static EfficiencySet withDeviations(EfficiencySet set, IntToDoubleFunction deviation) {
        List<NetworkEfficiency> networks = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            NetworkEfficiency network = set.networks().get(i);
            double known = deviation.applyAsDouble(i);
            networks.add(new NetworkEfficiency(
                    network.network(),
                    network.counts(),
                    network.medianIntensity(),
                    network.macsPerJoule(),
                    Double.isNaN(known) ? OptionalDouble.empty() : OptionalDouble.of(known)));
        }
        return new EfficiencySet(set.source(), set.convention(), set.basis(), networks);
    }
}
