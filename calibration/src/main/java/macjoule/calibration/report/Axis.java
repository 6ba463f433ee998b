package macjoule.calibration.report;

/**
 * One axis of a chart.
 *
 * @param title what it shows, with the unit
 */
public record Axis(String title, Scale scale) {

    /** How values are laid out. */
    public enum Scale {
        LINEAR,
        LOG
    }

    public static Axis linear(String title) {
        return new Axis(title, Scale.LINEAR);
    }

    public static Axis log(String title) {
        return new Axis(title, Scale.LOG);
    }

    void require(double value) {
        if (!Double.isFinite(value) || (scale == Scale.LOG && value <= 0)) {
            throw new IllegalArgumentException(value + " has no place on the axis " + title);
        }
    }
}
