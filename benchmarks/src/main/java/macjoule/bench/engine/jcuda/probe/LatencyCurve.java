package macjoule.bench.engine.jcuda.probe;

import java.util.List;
import java.util.OptionalInt;

/**
 * Latency against the memory that is gone round: flat while a cache holds it, then rising to the latency of the next level.
 *
 * @param points by rising footprint
 */
record LatencyCurve(List<Point> points) {
    /**
     * The share of the rise that the plateau may have: caches that replace at random begin to miss before they are full, and a few
     * lines of any footprint fall into the same set.
     */
    private static final double TOLERANCE = 0.1;

    /** A next level that is not slower by this much is no other level. */
    private static final double LEAST_RISE = 1.3;

    LatencyCurve {
        points = List.copyOf(points);
    }

    record Point(int footprintBytes, double cycles) {}

    /** The latency of the cache: the median over footprints of at most {@code sure} bytes. */
    double plateau(int sure) {
        return Samples.median(points.stream()
                .filter(point -> point.footprintBytes() <= sure)
                .mapToDouble(Point::cycles)
                .toArray());
    }

    /**
     * How much the cache holds: the largest footprint up to which latency stays at the plateau.
     *
     * @param sure a footprint that any cache of this level holds
     * @param beyond the latency of the next level
     * @return empty if latency does not rise within the curve, or not clearly
     */
    OptionalInt capacity(int sure, double beyond) {
        double plateau = plateau(sure);
        double limit = plateau + TOLERANCE * (beyond - plateau);
        if (beyond < LEAST_RISE * plateau) {
            return OptionalInt.empty();
        }
        for (int i = 1; i < points.size(); i++) {
            if (rises(i, limit)) {
                return OptionalInt.of(points.get(i - 1).footprintBytes());
            }
        }
        return OptionalInt.empty();
    }

    /** Whether latency is above the limit here and stays so: one disturbed measurement is no step. */
    private boolean rises(int index, double limit) {
        boolean nextToo = index + 1 == points.size() || points.get(index + 1).cycles() > limit;
        return points.get(index).cycles() > limit && nextToo;
    }
}
