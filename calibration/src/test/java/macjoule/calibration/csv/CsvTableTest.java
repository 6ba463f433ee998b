package macjoule.calibration.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {
    @Test
    void readsQuotesBlankLinesAndAllLineEnds() {
        CsvTable table = CsvTable.parse("\uFEFFname,note\r\n\r\na,\"x, \"\"y\"\"\nz\"\nb,\n", "t.csv");
        assertThat(table.header()).containsExactly("name", "note");
        assertThat(table.rows())
                .extracting(CsvRow::fields)
                .containsExactly(List.of("a", "x, \"y\"\nz"), List.of("b", ""));
        assertThat(table.rows()).extracting(CsvRow::line).containsExactly(3, 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a,b|1;              1 fields under 2 columns: t.csv, line 2, column 2",
                "a,b|1,2|1,2,3;      3 fields under 2 columns: t.csv, line 3, column 3",
                "a,b|1,x;            `\"x\" is no number: t.csv, line 2, column 2 (b)`",
                "a,b|1,NaN;          `NaN is no finite number: t.csv, line 2, column 2 (b)`",
                "a,b|1,2f;           `2f is no finite number: t.csv, line 2, column 2 (b)`",
                "a,b|1,;             `an empty field: t.csv, line 2, column 2 (b)`",
                "a,b|1,-2;           `-2 is not above 0: t.csv, line 2, column 2 (b)`",
                "a,b|1,\"2;          a quotation mark that is never closed: t.csv, line 2, column 2",
                "a,b|\"1\"1,2;       text after a closing quotation mark: t.csv, line 2, column 1",
                "a,b|1,2\";          a quotation mark inside a field: t.csv, line 2, column 2",
                "a,a|1,2;            `a column name occurs twice in [a, a]: t.csv, line 1`",
                "a,c|1,2;            `columns a,c: t.csv, line 1: the columns must be a,b`",
                "``;                 an empty table: t.csv"
            })
    void saysWhatIsWrongAndWhere(String lines, String complaint) {
        assertThatThrownBy(() -> {
                    CsvTable table = CsvTable.parse(lines.replace('|', '\n'), "t.csv");
                    table.requireColumns(List.of("a", "b"), List.of());
                    table.rows().forEach(row -> row.positive("b"));
                })
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(complaint);
    }

    @Test
    void aFileThatIsNoTextIsToldWithoutRepeatingIt() {
        assertThatThrownBy(() -> CsvTable.parse("a\u001b[31m,\u0000b", "t.csv"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("holds control characters, as no text does: t.csv: name a CSV file");
    }

    @Test
    void aLongHeaderIsCut() {
        CsvTable table = CsvTable.parse("x".repeat(500), "t.csv");
        assertThatThrownBy(() -> table.requireColumns(List.of("a"), List.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessage("columns " + "x".repeat(60) + "...: t.csv, line 1: the columns must be a");
    }

    @Test
    void optionalColumnsMayBeThereOrNot() {
        CsvTable table = CsvTable.parse("a,sd\n1,\n2,0.5", "t.csv").requireColumns(List.of("a"), List.of("x", "sd"));
        assertThat(table.rows().get(0).notNegativeIfKnown("sd")).isEmpty();
        assertThat(table.rows().get(0).notNegativeIfKnown("x")).isEmpty();
        assertThat(table.rows().get(1).notNegativeIfKnown("sd")).hasValue(0.5);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> CsvTable.read(Path.of("nowhere.csv")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("nowhere.csv");
    }
}
