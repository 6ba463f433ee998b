package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import macjoule.model.deltaplus.AccuracyStudy;

/** How close the traffic models come to the simulation. */
final class AccuracyView {
    private static final String TITLE =
            "error of traffic models against the cache simulation, exp(mean |ln(model/simulated)|) - 1;"
                    + " simulated, never measured";

    private AccuracyView() {}

    static Table<AccuracyStudy.Row> table(List<AccuracyStudy.Row> rows) {
        List<Column<AccuracyStudy.Row>> columns = List.of(
                Column.text("set", "layers", AccuracyStudy.Row::set),
                Column.text("setting", "setting", AccuracyStudy.Row::setting),
                Column.text("model", "model", AccuracyStudy.Row::model),
                Column.text("level", "level", AccuracyStudy.Row::level),
                Column.decimal("gmae", "GMAE", 4, AccuracyStudy.Row::gmae),
                Column.count("n", "layers", row -> (long) row.n()));
        return new Table<>(TITLE, columns, rows);
    }

    static ObjectNode json(List<AccuracyStudy.Row> rows) {
        ObjectNode document = Json.document("simulate-accuracy").put("origin", "simulated");
        ArrayNode array = document.putArray("rows");
        for (AccuracyStudy.Row row : rows) {
            array.addObject()
                    .put("set", row.set())
                    .put("setting", row.setting())
                    .put("model", row.model())
                    .put("level", row.level())
                    .put("gmae", row.gmae())
                    .put("n", row.n());
        }
        return document;
    }
}
