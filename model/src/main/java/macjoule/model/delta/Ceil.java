package macjoule.model.delta;

/** Rounding up. */
final class Ceil {
    /** Keeps a quotient that is a whole number but for rounding from being counted up. */
    private static final double SLACK = 1e-12;

    private Ceil() {}

    static long divide(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    static double of(double value) {
        return Math.ceil(value - SLACK);
    }
}
