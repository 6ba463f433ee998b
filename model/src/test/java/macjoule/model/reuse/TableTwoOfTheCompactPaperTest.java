package macjoule.model.reuse;

import static java.math.RoundingMode.HALF_UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All 72 cells of Table II of the paper on compact networks come out as printed. */
class TableTwoOfTheCompactPaperTest {
    private static final List<String> COLUMNS =
            List.of("MACs", "params", "acts", "acts/params", "MACs/params", "MACs/acts");

    @Test
    void everyCellIsAsPrinted() throws IOException {
        Map<String, List<BigDecimal>> table = PrintedTable.read("compact-paper-table-2.csv");
        assertThat(table)
                .hasSize(12)
                .allSatisfy((network, cells) -> assertThat(cells).hasSize(COLUMNS.size()));
        List<String> differences = new ArrayList<>();
        table.forEach((network, printed) -> differences.addAll(
                PrintedTable.differences(network, COLUMNS, row(PrintedCounts.of(network)), printed)));
        assertThat(differences).isEmpty();
    }

    private static List<BigDecimal> row(PrintedCounts counts) {
        return List.of(
                counts.macs().setScale(0, HALF_UP),
                counts.params().setScale(2, HALF_UP),
                counts.activations().setScale(2, HALF_UP),
                PrintedCounts.quotient(counts.activations(), counts.params(), 2),
                PrintedCounts.quotient(counts.macs(), counts.params(), 2),
                PrintedCounts.quotient(counts.macs(), counts.activations(), 2));
    }
}
