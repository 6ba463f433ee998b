package macjoule.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against section VII of the DI paper: Table IX and Eq. 6. */
class FisherIntervalTest {
    private static final int NETWORKS = 25;

    /** From the paper's correlations (Table VI), to three digits, calculated apart from this code. */
    @ParameterizedTest
    @CsvSource({
        "0.52, 0.157, 0.759, 0.026, 0.810",
        "0.83, 0.647, 0.923, 0.564, 0.940",
        "0.23, -0.182, 0.573, -0.306, 0.655",
        "0.64, 0.328, 0.826, 0.205, 0.864"
    })
    void intervalsOfTableNine(double r, double lower95, double upper95, double lower99, double upper99) {
        Interval at95 = FisherInterval.of(r, NETWORKS, FisherInterval.Z_95);
        Interval at99 = FisherInterval.of(r, NETWORKS, FisherInterval.Z_99);
        assertThat(at95.lower()).isCloseTo(lower95, within(5e-4));
        assertThat(at95.upper()).isCloseTo(upper95, within(5e-4));
        assertThat(at99.lower()).isCloseTo(lower99, within(5e-4));
        assertThat(at99.upper()).isCloseTo(upper99, within(5e-4));
    }

    /** Sixteen ends are printed; in two of them the last digit is not what the paper's own formula gives. */
    @Test
    void twoCellsOfTableNineAreMisprinted() {
        double[][] printed = {
            {0.52, 0.16, 0.76, 0.03, 0.81},
            {0.83, 0.65, 0.92, 0.57, 0.94},
            {0.23, -0.18, 0.57, -0.30, 0.66},
            {0.64, 0.33, 0.83, 0.21, 0.86}
        };
        List<String> misprints = new ArrayList<>();
        for (double[] row : printed) {
            Interval at95 = FisherInterval.of(row[0], NETWORKS, FisherInterval.Z_95);
            Interval at99 = FisherInterval.of(row[0], NETWORKS, FisherInterval.Z_99);
            double[] ends = {at95.lower(), at95.upper(), at99.lower(), at99.upper()};
            for (int i = 0; i < ends.length; i++) {
                if (Math.abs(ends[i] - row[i + 1]) > 0.005) {
                    misprints.add("r = " + row[0] + ": " + row[i + 1]);
                }
            }
        }
        assertThat(misprints).containsExactly("r = 0.83: 0.57", "r = 0.23: -0.3");
    }

    @Test
    void nineteenNetworksAreNeededForAWindowOfOne() {
        assertThat(FisherInterval.neededSize(1, FisherInterval.Z_95)).isEqualTo(19);
        assertThat(FisherInterval.transformedWidth(NETWORKS, FisherInterval.Z_95))
                .isCloseTo(0.836, within(5e-4));
        assertThatIllegalArgumentException().isThrownBy(() -> FisherInterval.neededSize(0, 1.96));
    }
}
