package macjoule.calibration.report.svg;

import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.BarChart;

/** Horizontal bars, so that names of categories stay readable. */
final class BarPicture {
    private static final int WIDTH = 760;
    private static final int RIGHT = 40;
    private static final int BOTTOM = 52;
    private static final int BAR = 13;
    private static final int GAP = 9;

    private final BarChart chart;
    private final Svg svg;
    private final Ruler ruler;
    private final int top;
    private final int bottom;

    private BarPicture(BarChart chart, String title) {
        this.chart = chart;
        List<String> names = names(chart);
        Legend legend = new Legend(Legend.of(names), WIDTH);
        top = legend.bottom();
        bottom = top + chart.categories().size() * row(chart);
        svg = new Svg(WIDTH, bottom + BOTTOM, title);
        double left =
                24 + chart.categories().stream().mapToDouble(Svg::width).max().orElse(0);
        ruler = Ruler.covering(chart.value(), values(chart), left, WIDTH - RIGHT);
        legend.draw(svg);
    }

    static String of(BarChart chart, String title) {
        return new BarPicture(chart, title).draw();
    }

    private String draw() {
        for (double tick : ruler.ticks()) {
            svg.line("grid", ruler.at(tick), top, ruler.at(tick), bottom);
            svg.text("", "middle", ruler.at(tick), bottom + 17, Ruler.label(tick));
        }
        for (int i = 0; i < chart.categories().size(); i++) {
            drawRow(i);
        }
        svg.line("axis", ruler.from(), top, ruler.from(), bottom);
        svg.text(
                "",
                "middle",
                (ruler.from() + ruler.to()) / 2,
                bottom + 38,
                chart.value().title());
        return svg.finish();
    }

    private void drawRow(int category) {
        int y = top + category * row(chart);
        svg.text(
                "",
                "end",
                ruler.from() - 8,
                y + row(chart) / 2.0 + 4,
                chart.categories().get(category));
        for (int s = 0; s < chart.series().size(); s++) {
            drawBar(chart.series().get(s).amounts().get(category), s, y + GAP / 2 + s * BAR);
        }
    }

    private void drawBar(Amount amount, int series, int y) {
        if (amount.value() == null) {
            svg.text("missing", "start", ruler.from() + 6, y + 10, "unavailable: " + amount.reason());
            return;
        }
        double zero = ruler.log() ? ruler.from() : ruler.at(0);
        double end = ruler.at(amount.value());
        svg.rect("f" + series % Svg.COLOURS, Math.min(zero, end), y, Math.abs(end - zero), BAR - 1);
        if (amount.low() != null && amount.high() != null) {
            double middle = y + (BAR - 1) / 2.0;
            svg.line("mark", ruler.at(amount.low()), middle, ruler.at(amount.high()), middle);
            svg.line("mark", ruler.at(amount.low()), middle - 4, ruler.at(amount.low()), middle + 4);
            svg.line("mark", ruler.at(amount.high()), middle - 4, ruler.at(amount.high()), middle + 4);
        }
    }

    private static int row(BarChart chart) {
        return chart.series().size() * BAR + GAP;
    }

    private static List<String> names(BarChart chart) {
        return chart.series().stream().map(BarChart.BarSeries::name).toList();
    }

    /** All numbers, and zero, where bars of a linear scale begin. */
    private static double[] values(BarChart chart) {
        DoubleStream numbers = chart.series().stream()
                .flatMap(series -> series.amounts().stream())
                .flatMap(amount -> Stream.of(amount.value(), amount.low(), amount.high()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue);
        return chart.value().scale() == Axis.Scale.LOG
                ? numbers.toArray()
                : DoubleStream.concat(DoubleStream.of(0), numbers).toArray();
    }
}
