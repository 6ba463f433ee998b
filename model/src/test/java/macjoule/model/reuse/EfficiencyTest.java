package macjoule.model.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import macjoule.model.BadInputException;
import macjoule.model.net.Convolution;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EfficiencyTest {
    private static final OperationEnergy PUBLISHED = OperationEnergy.published();

    // By hand: conv 54 weights, 3 biases, 216 MACs, 32 in, 12 out; bn 6 parameters; scale none; fc 24 weights, 2
    // biases, 24 MACs.
    private static final Network TOY = new NetworkBuilder("toy")
            .input(new Shape(2, 4, 4))
            .conv("conv", Convolution.of(3, 3))
            .batchNorm()
            .fullyConnected("fc", 2)
            .network();

    @ParameterizedTest
    @CsvSource({"FP32, 4, 4.6", "FP16, 2, 1.5", "INT8, 1, 0.3"})
    void metricsOfAToyNetworkAreThoseDoneByHand(Precision precision, int bytes, double picojoulesPerMac) {
        Efficiency toy = Efficiency.of(TOY, precision, Buffers.SEPARATE, PUBLISHED);
        assertThat(toy.parameters()).isEqualTo(54 + 3 + 6 + 24 + 2);
        assertThat(toy.flops()).isEqualTo(2 * (216 + 24));
        assertThat(toy.modelBytes()).isEqualTo(89L * bytes);
        assertThat(toy.peakActivationBytes()).isEqualTo((32L + 12) * bytes);
        long moved = (32 + 57 + 12) + (12 + 6 + 12) + (12 + 12) + (12 + 26 + 2);
        assertThat(toy.dataMovedBytes()).isEqualTo(moved * bytes);
        assertThat(toy.estimatedArithmeticJoules()).isCloseTo(240 * picojoulesPerMac * 1e-12, within(1e-20));
    }

    /** As printed by Horowitz (ISSCC 2014) and, for the instructions, by Dally. */
    @Test
    void publishedEnergiesAreThoseOfTheirSources() {
        assertThat(PUBLISHED.picojoules())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "int-add-8", 0.03,
                        "int-add-32", 0.1,
                        "int-multiply-8", 0.2,
                        "int-multiply-32", 3.1,
                        "fp-add-16", 0.4,
                        "fp-add-32", 0.9,
                        "fp-multiply-16", 1.1,
                        "fp-multiply-32", 3.7));
        assertThat(PUBLISHED.instructions())
                .extracting(OperationEnergy.Instruction::name)
                .containsExactly("HFMA", "HDP4A", "HMMA", "IMMA");
        assertThat(PUBLISHED.instructions())
                .extracting(OperationEnergy.Instruction::picojoulesWithOverhead)
                .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-9 ? 0 : 1)
                .containsExactly(31.5, 36.0, 134.2, 185.6);
    }

    @Test
    void aTableWithoutTheOperationIsRefused() {
        OperationEnergy partial = new OperationEnergy("a test", "none", Map.of("fp-add-32", 0.9), "none", List.of());
        assertThatThrownBy(() -> partial.picojoulesPerMac(Precision.FP32))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("fp-multiply-32");
    }
}
