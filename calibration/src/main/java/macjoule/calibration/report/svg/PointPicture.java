package macjoule.calibration.report.svg;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.RooflineChart;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Series;

/** Curves, points and roofs between two axes. */
final class PointPicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int LEFT = 66;
    private static final int RIGHT = 24;
    private static final int BOTTOM = 52;

    private final Svg svg;
    private final int top;
    private final Ruler x;
    private final Ruler y;

    private PointPicture(String title, List<String> names, Axis xAxis, double[] xs, Axis yAxis, double[] ys) {
        svg = new Svg(WIDTH, HEIGHT, title);
        // Room for the title of the vertical axis, which stands above it.
        top = Legend.bottom(names, WIDTH) + 18;
        x = Ruler.covering(xAxis, xs, LEFT, WIDTH - RIGHT);
        y = Ruler.covering(yAxis, ys, HEIGHT - BOTTOM, top);
        Legend.draw(svg, names, WIDTH);
        drawAxes(xAxis, yAxis);
    }

    static String of(LineChart chart, String title) {
        List<Point> points =
                Stream.concat(points(chart.series()), chart.markers().stream()).toList();
        PointPicture picture = of(title, chart.series(), chart.x(), chart.y(), points);
        chart.bands().forEach(picture::drawBand);
        for (int i = 0; i < chart.series().size(); i++) {
            picture.svg.path(
                    "curve c" + i % Svg.COLOURS,
                    picture.path(chart.series().get(i).points()));
        }
        for (int i = 0; i < chart.markers().size(); i++) {
            picture.drawMarker(chart.markers().get(i), i);
        }
        return picture.svg.finish();
    }

    static String of(ScatterChart chart, String title) {
        List<Point> points = points(chart.series()).toList();
        if (chart.ratioBands().isEmpty()) {
            PointPicture picture = of(title, chart.series(), chart.x(), chart.y(), points);
            picture.drawPoints(chart.series());
            return picture.svg.finish();
        }
        double[] both = points.stream()
                .flatMapToDouble(point -> DoubleStream.of(point.x(), point.y()))
                .toArray();
        PointPicture picture = new PointPicture(title, names(chart.series()), chart.x(), both, chart.y(), both);
        picture.drawRatio(1);
        chart.ratioBands().forEach(band -> {
            picture.drawRatio(1 + band);
            picture.drawRatio(1 - band);
        });
        picture.drawPoints(chart.series());
        return picture.svg.finish();
    }

    static String of(RooflineChart chart, String title) {
        List<Point> ridges = chart.ceilings().stream()
                .map(ceiling -> new Point(ceiling.name(), ceiling.ridge(), ceiling.peak()))
                .toList();
        List<Point> points =
                Stream.concat(points(chart.series()), ridges.stream()).toList();
        PointPicture picture = of(title, chart.series(), chart.x(), chart.y(), points);
        chart.ceilings().forEach(picture::drawCeiling);
        picture.drawPoints(chart.series());
        return picture.svg.finish();
    }

    private static PointPicture of(String title, List<Series> series, Axis x, Axis y, List<Point> points) {
        return new PointPicture(title, names(series), x, values(points, Point::x), y, values(points, Point::y));
    }

    private void drawAxes(Axis xAxis, Axis yAxis) {
        for (double tick : x.ticks()) {
            svg.line("grid", x.at(tick), top, x.at(tick), y.from());
            svg.text("", "middle", x.at(tick), y.from() + 17, Ruler.label(tick));
        }
        for (double tick : y.ticks()) {
            svg.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
            svg.text("", "end", x.from() - 8, y.at(tick) + 4, Ruler.label(tick));
        }
        svg.line("axis", x.from(), y.from(), x.to(), y.from());
        svg.text("", "middle", (x.from() + x.to()) / 2, y.from() + 38, xAxis.title());
        svg.text("", "start", 16, top - 10, yAxis.title());
    }

    private void drawPoints(List<Series> series) {
        for (int i = 0; i < series.size(); i++) {
            String colour = "f" + i % Svg.COLOURS;
            series.get(i).points().forEach(point -> svg.dot(colour, x.at(point.x()), y.at(point.y()), 4));
        }
    }

    /** Each label a line lower than the one before, since markers may lie close together. */
    private void drawMarker(Point marker, int index) {
        svg.dot("mark", x.at(marker.x()), y.at(marker.y()), 6);
        boolean right = x.at(marker.x()) > (x.from() + x.to()) / 2;
        svg.text(
                "",
                right ? "end" : "start",
                x.at(marker.x()) + (right ? -10 : 10),
                y.at(marker.y()) + 22 + 16 * index,
                marker.label());
    }

    private void drawBand(LineChart.Band band) {
        double from = Math.max(x.from(), x.at(band.from()));
        double to = Math.min(x.to(), x.at(band.to()));
        svg.rect("band", from, top, Math.max(0, to - from), y.from() - top);
        svg.text("", "middle", (from + to) / 2, y.from() - 8, band.name());
    }

    /** The line y = ratio * x across the picture, both axes being logarithmic and of one range. */
    private void drawRatio(double ratio) {
        double from = Math.max(x.low(), y.low() / ratio);
        double to = Math.min(x.high(), y.high() / ratio);
        svg.line(ratio == 1 ? "axis" : "thin", x.at(from), y.at(from * ratio), x.at(to), y.at(to * ratio));
    }

    private void drawCeiling(RooflineChart.Ceiling ceiling) {
        double from = Math.max(x.low(), y.low() / ceiling.slope());
        List<Point> corners = Stream.of(from, ceiling.ridge(), x.high())
                .map(at -> Point.of(at, ceiling.at(at)))
                .toList();
        svg.path("mark", path(corners));
        svg.text("", "end", x.to() - 4, y.at(ceiling.peak()) - 6, ceiling.name());
    }

    private String path(List<Point> points) {
        return points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x.at(point.x()), y.at(point.y())))
                .collect(Collectors.joining(" "));
    }

    private static Stream<Point> points(List<Series> series) {
        return series.stream().flatMap(one -> one.points().stream());
    }

    private static List<String> names(List<Series> series) {
        return series.stream().map(Series::name).toList();
    }

    private static double[] values(List<Point> points, ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }
}
