package macjoule.calibration.report.sections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import macjoule.calibration.report.sections.PublishedChecks.Row;
import org.junit.jupiter.api.Test;

class PublishedChecksTest {
    private static final List<Row> ROWS = PublishedChecks.rows();

    /** By hand: two ends of Table IX of the DI paper, and one sign in the text of the compact-DNN paper. */
    @Test
    void misprintsAreNamedAndAllElseAgrees() {
        assertThat(ROWS)
                .filteredOn(row -> row.verdict().equals("misprinted"))
                .extracting(Row::quantity)
                .containsExactly(
                        "Table IX, P4000, DI, r = 0.83: 99 % from", "Table IX, P100, AI_c, r = 0.23: 99 % from");
        assertThat(ROWS)
                .filteredOn(row -> row.verdict().equals("the sign is lost in print"))
                .extracting(Row::quantity)
                .containsExactly("r(EE, MACs / parameter)");
        assertThat(ROWS).hasSize(7 + 7 + 16);
        assertThat(ROWS).filteredOn(row -> row.verdict().equals("agrees")).hasSize(5 + 1 + 14);
    }

    @Test
    void whatNoPaperPrintsHasAValueAllTheSame() {
        Row best = ROWS.stream()
                .filter(row -> row.quantity().equals("best alpha"))
                .findFirst()
                .orElseThrow();
        assertThat(best.value()).isCloseTo(0.8306, within(5e-5));
        assertThat(best.verdict()).isEqualTo("not in print");
    }
}
