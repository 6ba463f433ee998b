package macjoule.model.deltaplus;

/**
 * Numbers spread evenly over 0 to 1 that follow no period of two: regular steps would fall in with the alignment of rows to
 * sectors and lines.
 */
final class GoldenSequence {
    private static final double GOLDEN = 0.6180339887498949;
    private static final double PLASTIC = 0.7548776662466927;

    private GoldenSequence() {}

    /** Member {@code i}, scaled to 0 to {@code count} - 1. */
    static long at(int i, long count) {
        return scaled(0.5 + i * GOLDEN, count);
    }

    /** Member {@code i} of a second sequence, independent of the first. */
    static long otherAt(int i, long count) {
        return scaled(0.5 + i * PLASTIC, count);
    }

    private static long scaled(double value, long count) {
        return (long) ((value - Math.floor(value)) * count);
    }
}
