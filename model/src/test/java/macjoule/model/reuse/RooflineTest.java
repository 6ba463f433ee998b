package macjoule.model.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.reuse.Roofline.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RooflineTest {
    // Table IV of the DI paper.
    private static final Roofline P4000 = new Roofline(5.2e12, 243e9);
    private static final Roofline P100 = new Roofline(9.3e12, 549e9);

    @Test
    void ridgesAreTheComputeToMemoryRatiosOfTableFour() {
        assertThat(P4000.ridge()).isCloseTo(21.4, within(0.05));
        assertThat(P100.ridge()).isCloseTo(16.94, within(0.005));
    }

    /** What the DI paper says of Fig. 3, with AI_c and DI as Table VIII prints them. */
    @ParameterizedTest
    @CsvSource({
        "MobileNet-V1 by AI_c, 23, COMPUTE",
        "DenseNet-121 by AI_c, 40, COMPUTE",
        "XceptionNet by AI_c, 69, COMPUTE",
        "AlexNet by AI_c, 11, MEMORY",
        "AlexNet by DI, 73, COMPUTE",
        "MobileNet-V1 by DI, 12, MEMORY"
    })
    void paperReadingGivesTheBoundsOfTheDiPaper(String which, double intensity, Bound bound) {
        for (Roofline gpu : List.of(P4000, P100)) {
            assertThat(gpu.place(intensity, IntensityReading.PAPER, Precision.FP32)
                            .bound())
                    .as(which)
                    .isEqualTo(bound);
        }
    }

    @ParameterizedTest
    @CsvSource({"FP32, 10", "FP16, 20", "INT8, 40"})
    void physicalReadingTurnsMacsPerElementIntoFlopPerByte(Precision precision, double flopPerByte) {
        assertThat(P100.place(20, IntensityReading.PHYSICAL, precision).flopPerByte())
                .isEqualTo(flopPerByte);
    }

    @Test
    void memoryFeedsUpToTheRidgeAndThePeakHoldsBeyond() {
        Roofline machine = new Roofline(100, 10);
        assertThat(machine.place(4)).isEqualTo(new Roofline.Point(4, 40, Bound.MEMORY));
        assertThat(machine.place(10)).isEqualTo(new Roofline.Point(10, 100, Bound.COMPUTE));
        assertThat(machine.place(50)).isEqualTo(new Roofline.Point(50, 100, Bound.COMPUTE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void machinesWithoutPeakOrMemoryAreRefused(double value) {
        assertThatThrownBy(() -> new Roofline(value, 1)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new Roofline(1, value)).isInstanceOf(BadInputException.class);
    }

    @Test
    void anIntensityThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> P100.place(Double.NaN)).isInstanceOf(BadInputException.class);
    }
}
