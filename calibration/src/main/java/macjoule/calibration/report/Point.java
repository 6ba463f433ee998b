package macjoule.calibration.report;

/**
 * A point of a chart.
 *
 * @param label what it is; empty for points that need no name
 */
public record Point(String label, double x, double y) {

    public static Point of(double x, double y) {
        return new Point("", x, y);
    }
}
