package macjoule.model.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Table VIII of the DI paper: 142 of its 150 cells come out as printed. The authors derived DI and d_f from the rounded cells of
 * the same row, and so does this test.
 */
class TableEightOfTheDiPaperTest {
    private static final List<String> COLUMNS = List.of("Mc/W", "Mc/A", "AI_c", "DI", "A/W", "d_f");

    /** The cells no known definition of the network gives, with the likely reason. */
    private static final Map<String, String> KNOWN_DIFFERENCES = Map.of(
            "alexnet Mc/A: 353, printed 362", "362 is 723/2.0; the same authors print 352.65 in the compact paper",
            "alexnet DI: 71, printed 73", "follows from Mc/A",
            "alexnet d_f: -545, printed -564", "follows from Mc/A",
            "nin Mc/A: 294, printed 291", "needs 3.81 million activations, no definition at 227x227 has them",
            "nin AI_c: 98, printed 97", "follows from the activations",
            "nin d_f: 33, printed 32", "follows from AI_c",
            "inception-v2 Mc/W: 197, printed 196", "196.60 cut off instead of rounded",
            "inception-v3 A/W: 1.73, printed 1.74", "41.33/23.83; 1.74 is 41.33/23.8");

    @Test
    void everyOtherCellIsAsPrinted() throws IOException {
        Map<String, List<BigDecimal>> table = PrintedTable.read("di-paper-table-8.csv");
        assertThat(table)
                .hasSize(25)
                .allSatisfy((network, cells) -> assertThat(cells).hasSize(COLUMNS.size()));
        List<String> differences = new ArrayList<>();
        table.forEach((network, printed) -> differences.addAll(
                PrintedTable.differences(network, COLUMNS, row(PrintedCounts.of(network)), printed)));
        assertThat(differences).containsExactlyInAnyOrderElementsOf(KNOWN_DIFFERENCES.keySet());
    }

    private static List<BigDecimal> row(PrintedCounts counts) {
        BigDecimal ofWeights = PrintedCounts.quotient(counts.macs(), counts.params(), 0);
        BigDecimal ofActivations = PrintedCounts.quotient(counts.macs(), counts.activations(), 0);
        BigDecimal intensity =
                PrintedCounts.quotient(counts.macs(), counts.params().add(counts.activations()), 0);
        BigDecimal di = PrintedCounts.quotient(
                ofActivations.multiply(new BigDecimal("0.8")).add(ofWeights.multiply(new BigDecimal("0.2"))),
                BigDecimal.valueOf(4),
                0);
        BigDecimal disparity = PrintedCounts.quotient(intensity.subtract(di).movePointRight(2), intensity, 0);
        return List.of(
                ofWeights,
                ofActivations,
                intensity,
                di,
                PrintedCounts.quotient(counts.activations(), counts.params(), 2),
                disparity);
    }
}
