package macjoule.model.training.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The numbers in the thesis' text, and which of them the model meets. */
class ReproductionTableTest {
    private static final List<ReproductionRow> ROWS = ReproductionTable.rows();

    @Test
    void allButTheGnmtTimeAndTheTransformerShareAgree() {
        assertThat(ROWS).hasSize(17);
        assertThat(ROWS.stream().filter(row -> !row.agrees()).map(ReproductionRow::quantity))
                .containsExactly(
                        "gnmt: time at 500 MiB against 24 MiB", "transformer: time in type II layers at 24 MiB");
    }

    /** What an independent implementation of the same rules computes, but for the separate additions, which it does not know. */
    @Test
    void valuesAreThoseOfTheReference() {
        Map<String, ReproductionRow> byQuantity =
                ROWS.stream().collect(Collectors.toMap(ReproductionRow::quantity, Function.identity()));
        Map<String, Double> expected = Map.ofEntries(
                Map.entry("transformer: traffic at 128 MiB against 24 MiB", -67.6),
                Map.entry("gnmt: traffic at 500 MiB against 24 MiB", -97.9),
                Map.entry("resnet-50-keras: time at 500 MiB against 24 MiB", -47.1),
                Map.entry("mobilenet-v2-keras: time at 500 MiB against 24 MiB", -69.7),
                Map.entry("transformer: time at 500 MiB against 24 MiB", -26.5),
                Map.entry("gnmt: time at 500 MiB against 24 MiB", -75.7),
                Map.entry("gnmt: time at 500 MiB against 24 MiB, shared gradients added separately", -80.5),
                Map.entry("resnet-50-keras: time in type II layers at 24 MiB", 46.2),
                Map.entry("transformer: time in type II layers at 24 MiB", 23.9));
        expected.forEach((quantity, value) -> assertThat(byQuantity)
                .hasEntrySatisfying(quantity, row -> assertThat(row.ours()).isCloseTo(value, Offset.offset(0.0501))));
    }

    @Test
    void everyDisagreementIsExplained() {
        assertThat(ROWS)
                .filteredOn(row -> !row.agrees())
                .allSatisfy(row -> assertThat(row.assumption()).isNotEmpty());
    }
}
