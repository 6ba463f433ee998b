package macjoule.calibration.report.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.RooflineChart;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Series;
import macjoule.calibration.report.svg.Legend.Entry;

/** Curves, points and roofs between two axes. */
final class PointPicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int LEFT = 66;
    private static final int RIGHT = 24;
    private static final int BOTTOM = 52;
    private static final int MOST_LABELS = 60;
    private static final int ROOF_STEPS = 200;

    private final Svg svg;
    private final List<Point> drawn = new ArrayList<>();
    private final int top;
    private final Ruler x;
    private final Ruler y;

    private PointPicture(String title, List<Entry> entries, Axis xAxis, double[] xs, Axis yAxis, double[] ys) {
        svg = new Svg(WIDTH, HEIGHT, title);
        // Room for the title of the vertical axis, which stands above it.
        Legend legend = new Legend(entries, WIDTH);
        top = legend.bottom() + 18;
        x = Ruler.covering(xAxis, xs, LEFT, WIDTH - RIGHT);
        y = Ruler.covering(yAxis, ys, HEIGHT - BOTTOM, top);
        legend.draw(svg);
        drawAxes(xAxis, yAxis);
    }

    static String of(LineChart chart, String title) {
        List<Point> points =
                Stream.concat(points(chart.series()), chart.markers().stream()).toList();
        List<String> names = Stream.concat(
                        names(chart.series()).stream(), chart.markers().stream().map(Point::label))
                .toList();
        PointPicture picture = of(title, Legend.of(names), chart.x(), chart.y(), points);
        chart.bands().forEach(picture::drawBand);
        for (int i = 0; i < chart.series().size(); i++) {
            picture.svg.path(
                    "curve c" + i % Svg.COLOURS,
                    picture.path(chart.series().get(i).points()));
        }
        for (int i = 0; i < chart.markers().size(); i++) {
            Point marker = chart.markers().get(i);
            String colour = "f" + (chart.series().size() + i) % Svg.COLOURS;
            picture.svg.dot(colour, picture.x.at(marker.x()), picture.y.at(marker.y()), 6);
        }
        return picture.svg.finish();
    }

    static String of(ScatterChart chart, String title) {
        List<Point> points = points(chart.series()).toList();
        if (chart.ratioBands().isEmpty()) {
            PointPicture picture = of(title, Legend.of(names(chart.series())), chart.x(), chart.y(), points);
            picture.drawPoints(chart.series());
            picture.drawLabels(points, List.of());
            return picture.svg.finish();
        }
        double[] both = points.stream()
                .flatMapToDouble(point -> DoubleStream.of(point.x(), point.y()))
                .toArray();
        List<Entry> entries = new ArrayList<>(Legend.of(names(chart.series())));
        entries.add(new Entry("equal", "axis", true));
        entries.add(new Entry(
                chart.ratioBands().stream()
                        .map(band -> "±" + Math.round(100 * band) + " %")
                        .collect(Collectors.joining(", ")),
                "thin",
                true));
        PointPicture picture = new PointPicture(title, entries, chart.x(), both, chart.y(), both);
        picture.drawRatio(1);
        chart.ratioBands().forEach(band -> {
            picture.drawRatio(1 + band);
            picture.drawRatio(1 - band);
        });
        picture.drawPoints(chart.series());
        picture.drawLabels(points.stream().filter(chart::isOutlier).toList(), List.of());
        return picture.svg.finish();
    }

    static String of(RooflineChart chart, String title) {
        List<Point> ridges = chart.ceilings().stream()
                .map(ceiling -> new Point(ceiling.name(), ceiling.ridge(), ceiling.peak()))
                .toList();
        List<Point> points =
                Stream.concat(points(chart.series()), ridges.stream()).toList();
        List<Entry> entries = new ArrayList<>(Legend.of(names(chart.series())));
        chart.ceilings()
                .forEach(ceiling -> entries.add(
                        new Entry(ceiling.name() + ", ridge at " + Format.significant(ceiling.ridge()), "mark", true)));
        PointPicture picture = of(title, entries, chart.x(), chart.y(), points);
        chart.ceilings().forEach(picture::drawCeiling);
        picture.drawPoints(chart.series());
        picture.drawLabels(points(chart.series()).toList(), chart.ceilings());
        return picture.svg.finish();
    }

    private static PointPicture of(String title, List<Entry> entries, Axis x, Axis y, List<Point> points) {
        return new PointPicture(title, entries, x, values(points, Point::x), y, values(points, Point::y));
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
            for (Point point : series.get(i).points()) {
                svg.dot(colour, x.at(point.x()), y.at(point.y()), 4);
                drawn.add(point);
            }
        }
    }

    /** Labels where there is room, off everything drawn. */
    private void drawLabels(List<Point> points, List<RooflineChart.Ceiling> roofs) {
        if (points.size() > MOST_LABELS) {
            return;
        }
        Labels labels = new Labels(new Box(x.from(), top, x.to() - x.from(), y.from() - top));
        drawn.forEach(point -> labels.keepOff(x.at(point.x()), y.at(point.y()), 4));
        for (RooflineChart.Ceiling roof : roofs) {
            for (int i = 0; i <= ROOF_STEPS; i++) {
                double at = x.low() * Math.pow(x.high() / x.low(), i / (double) ROOF_STEPS);
                labels.keepOff(x.at(at), y.at(roof.at(at)), 3);
            }
        }
        for (Point point : points) {
            labels.place(x.at(point.x()), y.at(point.y()), point.label())
                    .ifPresent(box -> svg.text("label", "start", box.x(), box.bottom() - 2, point.label()));
        }
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
