package macjoule.calibration.report.svg;

import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.Chart;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.RooflineChart;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Section;

/** A chart as one static SVG image that fits light and dark pages. */
public final class SvgChart {
    private SvgChart() {}

    /** The chart of a section under its heading and origin. */
    public static String of(Section section) {
        if (section.body() instanceof Chart chart) {
            return of(chart, section.heading() + " (" + section.origin().id() + ")");
        }
        throw new IllegalArgumentException("section " + section.id() + " has no chart");
    }

    public static String of(Chart chart, String title) {
        if (chart instanceof BarChart bars) {
            return BarPicture.of(bars, title);
        }
        if (chart instanceof LineChart lines) {
            return PointPicture.of(lines, title);
        }
        if (chart instanceof ScatterChart scatter) {
            return PointPicture.of(scatter, title);
        }
        return PointPicture.of((RooflineChart) chart, title);
    }
}
