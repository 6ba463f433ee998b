package macjoule.calibration.report;

import java.util.List;

/**
 * What something reaches, or could reach, under the ceilings of a machine; both axes are logarithmic.
 *
 * @param ceilings the outermost first
 */
public record RooflineChart(Axis x, Axis y, List<Ceiling> ceilings, List<Series> series) implements Chart {

    /**
     * A roof.
     *
     * @param slope y for each x, such as bytes per second, up to the ridge
     * @param peak y from the ridge on
     */
    public record Ceiling(String name, double slope, double peak) {
        public Ceiling {
            if (!(slope > 0 && peak > 0) || Double.isInfinite(slope) || Double.isInfinite(peak)) {
                throw new IllegalArgumentException(name + " with slope " + slope + " and peak " + peak);
            }
        }

        public double ridge() {
            return peak / slope;
        }

        public double at(double x) {
            return Math.min(peak, x * slope);
        }
    }

    public RooflineChart {
        ceilings = List.copyOf(ceilings);
        series = List.copyOf(series);
        if (x.scale() != Axis.Scale.LOG || y.scale() != Axis.Scale.LOG) {
            throw new IllegalArgumentException("a roofline has logarithmic axes");
        }
        Chart.requirePlaces(x, y, series);
    }

    @Override
    public Table<?> table() {
        return Chart.points(x, y, series);
    }

    @Override
    public String kind() {
        return "roofline";
    }
}
