package macjoule.calibration.report;

import java.util.List;

/**
 * Curves.
 *
 * @param markers single points worth a name
 * @param bands ranges of x worth a name, such as an interval
 */
public record LineChart(Axis x, Axis y, List<Series> series, List<Point> markers, List<Band> bands) implements Chart {

    /** A range of x, both ends included. */
    public record Band(String name, double from, double to) {
        public Band {
            if (!(from <= to)) {
                throw new IllegalArgumentException(name + " runs from " + from + " to " + to);
            }
        }
    }

    public LineChart {
        series = List.copyOf(series);
        markers = List.copyOf(markers);
        bands = List.copyOf(bands);
        Chart.requirePlaces(x, y, series);
        Chart.requirePlaces(x, y, List.of(new Series("markers", markers)));
        for (Band band : bands) {
            x.require(band.from());
            x.require(band.to());
        }
    }

    public LineChart(Axis x, Axis y, List<Series> series) {
        this(x, y, series, List.of(), List.of());
    }

    @Override
    public Table<?> table() {
        return Chart.points(x, y, series);
    }

    @Override
    public String kind() {
        return "line";
    }
}
