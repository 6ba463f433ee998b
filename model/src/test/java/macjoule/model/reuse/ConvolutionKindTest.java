package macjoule.model.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables II and III of the DI paper. */
class ConvolutionKindTest {
    private static final ConvolutionSize PAPER_EXAMPLE = new ConvolutionSize(256, 256, 3, 28, 4);

    @ParameterizedTest
    @CsvSource({
        "STANDARD, 1.00, 1.000, 1, 1.000",
        "POINTWISE, 0.24, 0.111, 1, 0.111",
        "GROUP, 0.45, 0.250, 1, 0.250",
        "DEPTHWISE, 0.01, 0.004, 1, 0.004"
    })
    void tableThreeComesOutAsPrinted(
            ConvolutionKind kind, double intensity, double macs, double weightReuse, double activationReuse) {
        ConvolutionComparison row = ConvolutionComparison.of(PAPER_EXAMPLE).stream()
                .filter(candidate -> candidate.kind() == kind)
                .findFirst()
                .orElseThrow();
        assertThat(row.arithmeticIntensity()).isCloseTo(intensity, within(0.005));
        assertThat(row.macs()).isCloseTo(macs, within(0.0005));
        assertThat(row.weightReuse()).isCloseTo(weightReuse, within(1e-12));
        assertThat(row.activationReuse()).isCloseTo(activationReuse, within(0.0005));
    }

    @Test
    void tableTwoHoldsForAnySize() {
        double m = 12;
        double n = 20;
        double kernel = 25;
        double map = 49;
        double g = 4;
        ConvolutionSize size = new ConvolutionSize(12, 20, 5, 7, 4);
        double both = (m + n) * map;
        double product = m * n * kernel;
        expect(ConvolutionKind.STANDARD.reuse(size), product * map / (product + both), map, m * n / (m + n) * kernel);
        expect(ConvolutionKind.POINTWISE.reuse(size), m * n * map / (m * n + both), map, m * n / (m + n));
        expect(
                ConvolutionKind.GROUP.reuse(size),
                product * map / (product + g * both),
                map,
                m * n / (m + n) * kernel / g);
        expect(
                ConvolutionKind.DEPTHWISE.reuse(new ConvolutionSize(12, 12, 5, 7, 1)),
                m * kernel * map / (m * kernel + (m + m) * map),
                map,
                m / (m + m) * kernel);
    }

    @Test
    void sizesThatDoNotExistAreRefused() {
        assertThatThrownBy(() -> new ConvolutionSize(12, 20, 3, 7, 8)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new ConvolutionSize(0, 20, 3, 7, 1)).isInstanceOf(BadInputException.class);
        ConvolutionSize wider = new ConvolutionSize(12, 24, 3, 7, 1);
        assertThatThrownBy(() -> ConvolutionKind.DEPTHWISE.counts(wider)).isInstanceOf(BadInputException.class);
    }

    private static void expect(Reuse reuse, double intensity, double weightReuse, double activationReuse) {
        assertThat(reuse.arithmeticIntensity().orElseThrow()).isCloseTo(intensity, within(1e-9));
        assertThat(reuse.weightReuse().orElseThrow()).isCloseTo(weightReuse, within(1e-9));
        assertThat(reuse.activationReuse().orElseThrow()).isCloseTo(activationReuse, within(1e-9));
    }
}
