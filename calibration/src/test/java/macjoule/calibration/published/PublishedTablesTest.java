package macjoule.calibration.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.stats.Correlation;
import org.junit.jupiter.api.Test;

/** What the printed tables say of themselves: the correlations that both papers' texts and Table IV state. */
class PublishedTablesTest {
    private final List<CompactNetwork> networks = PublishedTables.compactNetworks();
    private final List<P100Measurement> measured = PublishedTables.p100();
    private final double[] efficiency = column(measured, P100Measurement::gigaMacsPerJoule);
    private final double[] footprint = column(measured, P100Measurement::footprintMb);
    private final double[] macs = column(networks, CompactNetwork::macsMillions);
    private final double[] params = column(networks, CompactNetwork::paramsMillions);
    private final double[] activations = column(networks, CompactNetwork::activationsMillions);

    @Test
    void allRowsAreThere() {
        assertThat(networks).hasSize(12).extracting(CompactNetwork::network).doesNotHaveDuplicates();
        assertThat(measured)
                .extracting(P100Measurement::network)
                .containsExactlyElementsOf(
                        networks.stream().map(CompactNetwork::network).toList());
        assertThat(PublishedTables.reuse()).hasSize(25);
        assertThat(PublishedTables.reuse().get(0))
                .isEqualTo(new PublishedReuse("alexnet", "AlexNet", 12, 362, 11, 73, 0.03, -564));
    }

    @Test
    void efficiencyGoesWithActivationReuse() {
        assertThat(Correlation.pearson(efficiency, quotient(macs, activations))).isCloseTo(0.8786, within(5e-5));
    }

    /** The text prints 0.18: its own table gives the other sign. */
    @Test
    void theSignOfTheCorrelationWithWeightReuseIsLostInPrint() {
        double correlation = Correlation.pearson(efficiency, quotient(macs, params));
        assertThat(correlation).isCloseTo(-0.1803, within(5e-5));
        assertThat(Math.abs(correlation)).isCloseTo(0.18, within(0.005));
    }

    @Test
    void efficiencyHardlyGoesWithArithmeticIntensity() {
        assertThat(Correlation.pearson(efficiency, quotient(macs, sum(params, activations))))
                .isCloseTo(0.1366, within(5e-5));
    }

    @Test
    void correlationsOfTableFour() {
        assertThat(Correlation.pearson(params, footprint)).isCloseTo(0.2414, within(5e-5));
        assertThat(Correlation.pearson(activations, footprint)).isCloseTo(0.7536, within(5e-5));
        assertThat(Correlation.pearson(sum(params, activations), footprint)).isCloseTo(0.8228, within(5e-5));
    }

    /** Four bytes to a parameter; the paper's text prints 0.96. */
    @Test
    void activationsPerParameterGoWithFootprintPerModelSize() {
        double[] modelBytes = column(networks, network -> 4 * network.paramsMillions());
        assertThat(Correlation.pearson(quotient(activations, params), quotient(footprint, modelBytes)))
                .isCloseTo(0.963, within(5e-4));
    }

    private static <R> double[] column(List<R> rows, ToDoubleFunction<R> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    private static double[] quotient(double[] x, double[] y) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i] / y[i];
        }
        return result;
    }

    private static double[] sum(double[] x, double[] y) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i] + y[i];
        }
        return result;
    }
}
