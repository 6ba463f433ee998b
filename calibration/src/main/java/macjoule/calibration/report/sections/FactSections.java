package macjoule.calibration.report.sections;

import java.util.List;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Table;

/** Facts as a section of their own, such as the passport of an energy sensor. */
public final class FactSections {
    private FactSections() {}

    public static Section of(String id, String heading, Origin origin, String explanation, List<Fact> facts) {
        List<Column<Fact>> columns = List.of(
                Column.text("name", "what", Fact::name),
                new Column<>("value", "value", false, Fact::value, FactSections::shown),
                Column.text("reason", "unavailable because", Fact::reason));
        return new Section(
                id,
                heading,
                origin,
                explanation,
                new DataTable(new Table<>(List.of(), columns, facts, List.of(), List.of())));
    }

    private static String shown(Fact fact) {
        return fact.value() == null ? "unavailable" : fact.value();
    }
}
