package macjoule.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.net.Convolution;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;

/** What rounding may do to a network, against sums done by hand. */
class ToleranceTest {
    @Test
    void roundingsAddUpAsTheirSquares() {
        // Twelve convolutions round 24 times: 4 * 2^-11 * sqrt(24 / 3).
        assertThat(Tolerance.HALF.of(chain(12))).isCloseTo(5.524e-3, within(1e-6));
        assertThat(Tolerance.BFLOAT.of(chain(12))).isCloseTo(4.419e-2, within(1e-5));
    }

    /** The 24 factors of twelve convolutions, each smaller by 2^-11, beside what rounding does. */
    @Test
    void whatIsCutAddsUpAsItIs() {
        assertThat(Tolerance.TF32.of(chain(12))).isCloseTo(1.7243e-2, within(1e-6));
        assertThat(Tolerance.TF32.of(chain(1))).isEqualTo(Tolerance.TF32.layer());
        assertThat(Zoo.entries())
                .allSatisfy(entry ->
                        assertThat(Tolerance.TF32.of(entry.network())).isLessThanOrEqualTo(Tolerance.TF32.network()));
    }

    @Test
    void thePathWithMostCounts() {
        Tensor x = new NetworkBuilder("fork").input(new Shape(4, 5, 5));
        Tensor deep = x;
        for (int i = 0; i < 12; i++) {
            deep = deep.conv("deep" + i, Convolution.of(4, 1));
        }
        // And the sum: 4 * 2^-11 * sqrt(25 / 3).
        Network fork = x.conv("shallow", Convolution.of(4, 1)).plus("sum", deep).network();
        assertThat(Tolerance.HALF.of(fork)).isCloseTo(5.638e-3, within(1e-6));
    }

    @Test
    void isNeverLessThanForALayerNorMoreThanForAnyNetwork() {
        assertThat(Tolerance.HALF.of(chain(1))).isEqualTo(Tolerance.HALF.layer());
        assertThat(Tolerance.HALF.of(chain(1000))).isEqualTo(Tolerance.HALF.network());
        assertThat(Tolerance.SINGLE_PRECISION.of(chain(12))).isEqualTo(Tolerance.SINGLE_PRECISION.network());
    }

    @Test
    void isTighterForAllOfTheZooThanWhatHoldsForAnyNetwork() {
        assertThat(Zoo.entries())
                .allSatisfy(entry ->
                        assertThat(Tolerance.HALF.of(entry.network())).isLessThanOrEqualTo(Tolerance.HALF.network()));
        assertThat(Tolerance.HALF.of(Zoo.get("alexnet").network())).isLessThan(7e-3);
    }

    private static Network chain(int length) {
        Tensor x = new NetworkBuilder("chain").input(new Shape(4, 5, 5));
        for (int i = 0; i < length; i++) {
            x = x.conv("conv" + i, Convolution.of(4, 1));
        }
        return x.network();
    }
}
