package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.calibration.alpha.AlphaFit;
import macjoule.calibration.alpha.AlphaPoint;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.Rival;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.LineChart.Band;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.calibration.report.Table;
import macjoule.calibration.stats.Interval;

/** How well DI explains energy efficiency, by the weight it gives to activation reuse, and whether others do it better. */
public final class AlphaSections {
    private AlphaSections() {}

    /** The correlation over alpha with plateau, optimum and interval (Fig. 4 of the DI paper). */
    public static Section curve(String id, String heading, Origin origin, AlphaReport report) {
        AlphaFit fit = report.fit();
        Interval interval = report.uncertainty().ci95();
        return new Section(
                id,
                heading,
                origin,
                "Correlation of DI with energy efficiency over " + fit.n()
                        + " networks, for each weight alpha of activation reuse.",
                new LineChart(
                        Axis.linear("alpha"),
                        Axis.linear("correlation r"),
                        List.of(new Series(
                                "r",
                                fit.curve().stream().map(AlphaSections::point).toList())),
                        List.of(marker("plateau", fit.plateau()), marker("optimum", fit.best())),
                        List.of(new Band("95 % interval", interval.lower(), interval.upper()))),
                notes(report));
    }

    private static List<String> notes(AlphaReport report) {
        List<String> notes = new ArrayList<>();
        notes.add("Source: " + report.set().source() + ".");
        notes.add("Energy " + energy(report) + ", MACs by the convention "
                + report.set().convention().id() + ".");
        notes.add((report.identifiability().identifiable() ? "Identifiable: " : "Not identifiable: ")
                + report.identifiability().reason() + ".");
        notes.add(String.format(
                Locale.ROOT,
                "Best alpha %.4f with r = %.4f; 95 %% interval %.3f to %.3f, by leaving one network out %.3f to %.3f.",
                report.fit().alpha(),
                report.fit().r(),
                report.uncertainty().ci95().lower(),
                report.uncertainty().ci95().upper(),
                report.uncertainty().leaveOneOut().alpha().lower(),
                report.uncertainty().leaveOneOut().alpha().upper()));
        report.fit().weighting().ifPresent(how -> notes.add(how + "."));
        notes.add(AlphaReport.SENSOR_ERRORS + ".");
        return notes;
    }

    private static String energy(AlphaReport report) {
        return switch (report.set().basis()) {
            case GROSS -> "gross, idle power included";
            case NET -> "net of idle power";
            case UNSTATED -> "gross or net, the source does not tell";
        };
    }

    /** DI among its rivals, by the error on networks not seen. */
    public static Section rivals(String id, String heading, Origin origin, AlphaReport report) {
        Table<Rival> table = rivals(report);
        return new Section(
                id,
                heading,
                origin,
                "The efficiency of each network, predicted by each of these from all other networks; the best by squared error"
                        + " comes first. Energy " + energy(report) + ".",
                new DataTable(table.bare()),
                table.notes());
    }

    /** Ranked by leave-one-out error. */
    public static Table<Rival> rivals(AlphaReport report) {
        List<Column<Rival>> columns = List.of(
                Column.text("name", "predictor", Rival::name),
                Column.number(
                        "rootMeanSquareError",
                        "RMS error [MACs/J]",
                        Rival::rootMeanSquareError,
                        row -> String.format(Locale.ROOT, "%.3g", row.rootMeanSquareError())),
                Column.decimal("explained", "explained", 3, Rival::explained),
                Column.decimal("medianRelativeError", "median error", 2, Rival::medianRelativeError));
        List<String> notes = new ArrayList<>();
        notes.add(report.rivals().verdict());
        report.rivals().unranked().forEach(name -> notes.add(name + ": unavailable: the layers are not known"));
        return new Table<>(
                        "efficiency of a network left out, predicted from the others",
                        columns,
                        report.rivals().ranked())
                .withNotes(notes);
    }

    private static Point point(AlphaPoint point) {
        return Point.of(point.alpha(), point.r());
    }

    private static Point marker(String name, AlphaPoint point) {
        return new Point(
                String.format(Locale.ROOT, "%s %.2f (r = %.3f)", name, point.alpha(), point.r()),
                point.alpha(),
                point.r());
    }
}
