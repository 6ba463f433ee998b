package macjoule.calibration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableTest {
    record Row(String name, long macs, @Nullable Double ratio) {}

    private static final Table<Row> TABLE = new Table<>(
            "convention: paper",
            List.of(
                    Column.text("name", "network", Row::name),
                    Column.count("macs", "MACs", Row::macs),
                    Column.decimal("ratio", "Mc/W", 2, Row::ratio)),
            List.of(new Row("alexnet", 722_941_184, 11.8583), new Row("a \"b\", c", 7, null)));

    @Test
    void textIsAlignedAndAnUnknownValueIsADash() {
        assertThat(TABLE.withFooter(List.of("total", "9", ""))
                        .withNotes(List.of("note"))
                        .toText())
                .isEqualTo("""
                        convention: paper
                        network          MACs   Mc/W
                        ────────  ───────────  ─────
                        alexnet   722,941,184  11.86
                        a "b", c            7      -
                        ────────  ───────────  ─────
                        total               9
                        note
                        """);
    }

    @Test
    void csvHasExactValuesAndQuotesWhatItMust() {
        assertThat(TABLE.toCsv())
                .isEqualTo("name,macs,ratio\r\nalexnet,722941184,11.8583\r\n\"a \"\"b\"\", c\",7,\r\n");
    }

    @Test
    void markdownAlignsNumbersRight() {
        assertThat(TABLE.toMarkdown()).contains("| --- | ---: | ---: |").contains("| alexnet | 722,941,184 | 11.86 |");
    }

    @Test
    void aFooterMustFitTheColumns() {
        assertThatThrownBy(() -> TABLE.withFooter(List.of("total"))).isInstanceOf(IllegalArgumentException.class);
    }
}
