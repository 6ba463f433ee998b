package macjoule.calibration.report.html;

import java.util.List;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.BarChart.BarSeries;
import macjoule.calibration.report.Body;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.LineChart.Band;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.RooflineChart;
import macjoule.calibration.report.RooflineChart.Ceiling;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.calibration.report.Table;
import macjoule.calibration.report.Text;
import macjoule.calibration.report.Unavailable;

/** A report with one section of each kind, and text that would break a page that did not escape it. */
final class Examples {
    static final String EVIL = "</script><script>alert('x')</script><!-- & \u2028 \"";

    private static final List<Series> POINTS =
            List.of(new Series(EVIL, List.of(new Point("one", 1, 10), new Point(EVIL, 100, 90))));

    private Examples() {}

    static ReportDocument ofEachKind() {
        return new ReportDocument(
                "Report " + EVIL,
                List.of(Fact.of("CPU", EVIL), Fact.unavailable("GPU", "no driver " + EVIL)),
                List.of(
                        section("bars", Origin.MEASURED, bars()),
                        section("lines", Origin.REPLAYED, lines()),
                        section("points", Origin.SIMULATED, points()),
                        section("roof", Origin.COMPUTED, roof()),
                        section("cells", Origin.PUBLISHED, new DataTable(table())),
                        section("words", Origin.COMPUTED, new Text(List.of("One.", EVIL))),
                        section("nothing", Origin.MEASURED, new Unavailable("no sensor " + EVIL))));
    }

    private static Section section(String id, Origin origin, Body body) {
        return new Section(id, "Heading " + EVIL, origin, "Explanation " + EVIL, body, List.of("Note " + EVIL));
    }

    static BarChart bars() {
        return new BarChart(
                Axis.linear(EVIL),
                List.of("alexnet", EVIL),
                List.of(new BarSeries("P100", List.of(Amount.of(2, 1.5, 2.5), Amount.unavailable(EVIL)))));
    }

    static LineChart lines() {
        return new LineChart(
                Axis.linear("x"),
                Axis.linear("y"),
                POINTS,
                List.of(new Point("best " + EVIL, 50, 50)),
                List.of(new Band("95 % " + EVIL, 20, 60)));
    }

    static ScatterChart points() {
        return new ScatterChart(Axis.log("x"), Axis.log("y"), POINTS, List.of(0.1, 0.2));
    }

    static RooflineChart roof() {
        return new RooflineChart(Axis.log("x"), Axis.log("y"), List.of(new Ceiling(EVIL, 5, 90)), POINTS);
    }

    record Row(String name, long macs) {}

    static Table<Row> table() {
        return new Table<>(
                        EVIL,
                        List.of(
                                Column.text("name", "network", Row::name),
                                Column.count("macs", "MACs", Row::macs),
                                Column.decimal(
                                        "giga", "10⁹", 1, row -> row.macs() < 0 ? null : (Double) (row.macs() / 1e9))),
                        List.of(new Row("alexnet", 722_941_184), new Row(EVIL, -1)))
                .withNotes(List.of(EVIL));
    }
}
