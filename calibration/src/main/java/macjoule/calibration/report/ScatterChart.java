package macjoule.calibration.report;

import java.util.List;

/**
 * Points.
 *
 * @param ratioBands where y predicts or repeats x: the relative deviations to draw about y = x, such as 0.1; empty for none
 */
public record ScatterChart(Axis x, Axis y, List<Series> series, List<Double> ratioBands) implements Chart {

    public ScatterChart {
        series = List.copyOf(series);
        ratioBands = List.copyOf(ratioBands);
        Chart.requirePlaces(x, y, series);
        if (ratioBands.stream().anyMatch(band -> !(band > 0 && band < 1))) {
            throw new IllegalArgumentException("deviations " + ratioBands + " are not all between 0 and 1");
        }
        if (!ratioBands.isEmpty() && (x.scale() != Axis.Scale.LOG || y.scale() != Axis.Scale.LOG)) {
            throw new IllegalArgumentException("ratios are drawn on logarithmic axes only");
        }
    }

    public ScatterChart(Axis x, Axis y, List<Series> series) {
        this(x, y, series, List.of());
    }

    /** Whether a point lies outside all bands. */
    public boolean isOutlier(Point point) {
        return ratioBands.stream().allMatch(band -> Math.abs(point.y() / point.x() - 1) > band);
    }

    @Override
    public Table<?> table() {
        return Chart.points(x, y, series);
    }

    @Override
    public String kind() {
        return "scatter";
    }
}
