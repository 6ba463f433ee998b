package macjoule.calibration.report;

import java.util.List;

/** Points that belong together, in order. */
public record Series(String name, List<Point> points) {

    public Series {
        points = List.copyOf(points);
    }
}
