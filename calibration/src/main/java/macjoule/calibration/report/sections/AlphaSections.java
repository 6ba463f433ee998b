package macjoule.calibration.report.sections;

import java.util.List;
import java.util.Locale;
import macjoule.calibration.alpha.AlphaFit;
import macjoule.calibration.alpha.AlphaPoint;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.LineChart.Band;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.calibration.stats.Interval;

/** How well DI explains energy efficiency, by the weight it gives to activation reuse. */
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
                List.of(
                        "Source: " + report.set().source() + ".",
                        (report.identifiability().identifiable() ? "Identifiable: " : "Not identifiable: ")
                                + report.identifiability().reason() + "."));
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
