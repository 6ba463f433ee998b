package macjoule.calibration.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Something drawn. */
public sealed interface Chart extends Body permits BarChart, LineChart, RooflineChart, ScatterChart {

    /** What is drawn, as a table. */
    Table<?> table();

    @Override
    default Optional<Table<?>> numbers() {
        return Optional.of(table());
    }

    /** One point and the series it belongs to. */
    record Drawn(String series, Point point) {}

    /** The table of charts made of points. */
    static Table<Drawn> points(Axis x, Axis y, List<Series> series) {
        List<Column<Drawn>> columns = List.of(
                Column.text("series", "series", Drawn::series),
                Column.text("label", "label", drawn -> drawn.point().label()),
                Column.number(
                        "x",
                        x.title(),
                        drawn -> drawn.point().x(),
                        drawn -> Format.significant(drawn.point().x())),
                Column.number(
                        "y",
                        y.title(),
                        drawn -> drawn.point().y(),
                        drawn -> Format.significant(drawn.point().y())));
        List<Drawn> rows = series.stream().flatMap(Chart::drawn).toList();
        return new Table<>(List.of(), columns, rows, List.of(), List.of());
    }

    private static Stream<Drawn> drawn(Series series) {
        return series.points().stream().map(point -> new Drawn(series.name(), point));
    }

    /** Insists that all points have a place. */
    static void requirePlaces(Axis x, Axis y, List<Series> series) {
        for (Series one : series) {
            for (Point point : one.points()) {
                x.require(point.x());
                y.require(point.y());
            }
        }
    }
}
