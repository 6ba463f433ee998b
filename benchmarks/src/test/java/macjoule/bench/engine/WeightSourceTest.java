package macjoule.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import macjoule.model.net.Convolution;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Node;
import macjoule.model.net.Shape;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;

class WeightSourceTest {
    private final Node conv = new NetworkBuilder("n")
            .input(new Shape(64, 8, 8))
            .conv("conv", Convolution.of(32, 3))
            .network()
            .layers()
            .get(0);

    @Test
    void aSeedGivesTheSameWeightsAgainAndAnotherSeedOthers() {
        assertThat(new WeightSource(1).weights(conv)).isEqualTo(new WeightSource(1).weights(conv));
        assertThat(new WeightSource(1).weights(conv)).isNotEqualTo(new WeightSource(2).weights(conv));
    }

    /** He et al., ICCV 2015, Eq. 10: the variance of the weights is two over the inputs of one output. */
    @Test
    void weightsHaveTheVarianceOfHe() {
        float[] weights = new WeightSource(1).weights(conv);
        assertThat(weights).hasSize(32 * 64 * 9);
        double squares = 0;
        for (float weight : weights) {
            squares += weight * weight;
        }
        assertThat(squares / weights.length).isCloseTo(2.0 / (64 * 9), within(0.03 * 2 / (64 * 9)));
    }

    /** However the work is shared among cores, and whichever image is asked for alone, the numbers are those of one plain sequence. */
    @Test
    void anyPartOfTheSequenceIsAsIfItWereDrawnInOrder() {
        Shape shape = new Shape(7, 300, 301);
        Node input = new NetworkBuilder("n")
                .input(shape)
                .conv("conv", Convolution.of(1, 1))
                .network()
                .nodes()
                .get(0);
        SplittableRandom sequence = new SplittableRandom(31 + (input.name() + " input").hashCode());
        float[] expected = new float[2 * (int) shape.elements()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = -1 + 2 * sequence.nextFloat();
        }
        WeightSource source = new WeightSource(1);
        assertThat(source.input(input, 2)).isEqualTo(expected);
        assertThat(source.images(input, 1, 1))
                .isEqualTo(source.image(input, 1))
                .isEqualTo(Arrays.copyOfRange(expected, expected.length / 2, expected.length));
    }

    @Test
    void aLayerWithoutBiasGetsZeros() {
        Node bare = new NetworkBuilder("n")
                .input(new Shape(2, 3, 3))
                .conv("conv", Convolution.of(4, 1).noBias())
                .network()
                .layers()
                .get(0);
        assertThat(new WeightSource(1).bias(bare)).containsExactly(0, 0, 0, 0);
        assertThat(new WeightSource(1).bias(conv)).hasSize(32).doesNotContain(0);
    }

    @Test
    void onlyAScaleThatAloneReadsANormalisationIsFolded() {
        Network network = Zoo.find("resnet-50").orElseThrow().network();
        ScaleFolding folding = new ScaleFolding(network);
        assertThat(network.nodes().stream().filter(folding::isFolded)).hasSize(53);
    }
}
