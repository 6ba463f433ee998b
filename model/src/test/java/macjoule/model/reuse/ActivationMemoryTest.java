package macjoule.model.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.model.net.Convolution;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;
import org.junit.jupiter.api.Test;

/** Peaks worked out by hand; all maps are 2x2, so c channels hold 4c elements. */
class ActivationMemoryTest {

    @Test
    void inAChainOnlyOneLayersInputAndOutputAreAlive() {
        Network chain =
                image(1).conv("a", one(5)).conv("b", one(3)).conv("c", one(1)).network();
        // image+a 4+20, a+b 20+12, b+c 12+4
        assertThat(separate(chain)).isEqualTo(32);
        assertThat(inPlace(chain)).isEqualTo(32);
    }

    @Test
    void aLoneReaderWorkingElementByElementNeedsNoSpaceInPlace() {
        Network chain =
                image(1).conv("a", one(5)).relu().dropout().conv("b", one(1)).network();
        // Separate: a + relu 20+20. In place: the image and a, or a and b.
        assertThat(separate(chain)).isEqualTo(40);
        assertThat(inPlace(chain)).isEqualTo(24);
    }

    @Test
    void whatAForkReadsStaysAliveUntilTheJoin() {
        Tensor stem = image(1).conv("stem", one(2));
        Network residual = stem.conv("wide", one(4))
                .conv("narrow", one(2))
                .plus("join", stem)
                .network();
        // stem+wide+narrow 8+16+8 beats stem+narrow+join 8+8+8.
        assertThat(separate(residual)).isEqualTo(32);
    }

    @Test
    void aSharedInputIsNotOverwritten() {
        Tensor stem = image(1).conv("stem", one(2));
        Network residual = stem.relu().plus("join", stem).network();
        // The activation may not destroy what the join still reads: stem+relu+join.
        assertThat(inPlace(residual)).isEqualTo(24);
    }

    @Test
    void branchesAreAllAliveAtTheirConcatenation() {
        Tensor image = image(1);
        Tensor left = image.conv("left", one(2));
        Tensor right = image.conv("right", one(3));
        Network network = Tensor.concat("both", left, right).network();
        // left+right+both 8+12+20
        assertThat(separate(network)).isEqualTo(40);
    }

    @Test
    void aResultNobodyReadsLivesToTheEnd() {
        Tensor image = image(1);
        image.conv("result", one(5));
        Network network = image.conv("a", one(2)).conv("b", one(4)).network();
        // result+a+b 20+8+16
        assertThat(separate(network)).isEqualTo(44);
    }

    private static Tensor image(int channels) {
        return new NetworkBuilder("toy").input(new Shape(channels, 2, 2));
    }

    private static Convolution one(int filters) {
        return Convolution.of(filters, 1);
    }

    private static long separate(Network network) {
        return ActivationMemory.peakElements(network, Buffers.SEPARATE);
    }

    private static long inPlace(Network network) {
        return ActivationMemory.peakElements(network, Buffers.IN_PLACE);
    }
}
