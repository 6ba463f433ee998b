package macjoule.calibration.stats;

/** A range of values, both ends included. */
public record Interval(double lower, double upper) {
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("no interval runs from " + lower + " to " + upper);
        }
    }

    public double width() {
        return upper - lower;
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    public boolean contains(Interval other) {
        return lower <= other.lower && other.upper <= upper;
    }

    /** What of this lies within the bounds; the nearer bound where nothing does. */
    public Interval clippedTo(Interval bounds) {
        return new Interval(bounds.nearest(lower), bounds.nearest(upper));
    }

    private double nearest(double value) {
        return Math.max(lower, Math.min(upper, value));
    }
}
