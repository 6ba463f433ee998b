package macjoule.calibration.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.Body;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.calibration.report.Table;
import org.junit.jupiter.api.Test;

/** As much as a campaign on a GPU fills: 83 layers and 27 networks on 6 engines, with energy and counters, and all computed tables. */
class ReportSizeTest {
    private static final int CASES = 660;
    private static final int LAYERS_OF_NETWORKS = 2400;
    private static final int MOST_BYTES = 1_400_000;

    private final Random random = new Random(1);

    @Test
    void theReportOfACampaignStaysSmall() {
        List<Section> sections = new ArrayList<>();
        sections.add(section("bench", table(CASES, 11)));
        sections.add(section("layers", table(LAYERS_OF_NETWORKS, 4)));
        for (int i = 0; i < 12; i++) {
            sections.add(section("points" + i, points(CASES)));
        }
        String page = HtmlReport.of(new ReportDocument("campaign", List.of(), sections));
        assertThat(page.length()).isLessThan(MOST_BYTES);
        assertThat(page).contains("id=\"report-data\" data-gzip=\"H4sI");
    }

    private static Section section(String id, Body body) {
        return new Section(id, id, Origin.MEASURED, id, body);
    }

    private DataTable table(int rows, int numbers) {
        List<Column<double[]>> columns = new ArrayList<>();
        columns.add(Column.text("case", "case", row -> "delta/goog_" + (int) (1e3 * row[0]) + "_3x3red/n32"));
        columns.add(Column.text("engine", "engine", row -> "jcuda-" + (int) (6 * row[0])));
        for (int i = 0; i < numbers; i++) {
            int number = i;
            columns.add(Column.number("x" + i, "x", row -> row[number], row -> Format.decimal(row[number], 3)));
        }
        List<double[]> values = IntStream.range(0, rows)
                .mapToObj(row -> random.doubles(numbers).toArray())
                .toList();
        return new DataTable(new Table<>(List.of(), columns, values, List.of(), List.of()));
    }

    private ScatterChart points(int count) {
        List<Point> points = IntStream.range(0, count)
                .mapToObj(i ->
                        new Point("delta/goog_" + i + "_3x3red/n32", 1 + random.nextDouble(), 1 + random.nextDouble()))
                .toList();
        return new ScatterChart(Axis.log("measured"), Axis.log("predicted"), List.of(new Series("L1", points)));
    }
}
