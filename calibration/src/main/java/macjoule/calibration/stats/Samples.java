package macjoule.calibration.stats;

/** Checks of what comes in, each written as what must hold, so that NaN fails it. */
final class Samples {
    private Samples() {}

    static void requirePair(double[] x, double[] y, int fewest) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    x.length + " values beside " + y.length + "; as many of each are needed");
        }
        requireFinite(x, fewest);
        requireFinite(y, fewest);
    }

    static void requireFinite(double[] values, int fewest) {
        if (values.length < fewest) {
            throw new IllegalArgumentException(values.length + " values, at least " + fewest + " are needed");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("value " + (i + 1) + " is " + values[i] + ", not a finite number");
            }
        }
    }

    static void requireVaried(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return;
            }
        }
        throw new IllegalArgumentException("all values are " + values[0] + "; nothing correlates with a constant");
    }

    static void requirePositive(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0)) {
                throw new IllegalArgumentException("value " + (i + 1) + " is " + values[i] + ", not above 0");
            }
        }
    }

    static void requireCorrelation(double r) {
        if (!(Math.abs(r) <= 1)) {
            throw new IllegalArgumentException("a correlation of " + r + ", not within -1 to 1");
        }
    }

    static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a confidence level of " + level + ", not between 0 and 1");
        }
    }
}
