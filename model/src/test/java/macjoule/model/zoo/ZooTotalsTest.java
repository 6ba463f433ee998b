package macjoule.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Totals at batch 1 of the published definition files, as the Netscope analyser counts them; the DI paper's Table VIII is drawn
 * from the same tool.
 */
class ZooTotalsTest {

    @ParameterizedTest
    @CsvSource({"alexnet, 722941184, 60965228, 2045360"})
    void totalsAreThoseOfTheSourceDefinition(String name, long macs, long params, long activations) {
        assertThat(Convention.PAPER.count(Zoo.find(name).orElseThrow().network()))
                .isEqualTo(new Counts(macs, params, activations));
    }
}
