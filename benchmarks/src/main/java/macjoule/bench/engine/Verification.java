package macjoule.bench.engine;

import macjoule.model.BadInputException;

/**
 * How close one result is to another.
 *
 * @param maxRelativeError the largest difference over the largest value that was expected; infinite if a value is not finite
 * @param tolerance what was allowed
 * @param verified whether the error is within the tolerance
 */
public record Verification(double maxRelativeError, double tolerance, boolean verified) {
    /** What single precision may lose in one layer. */
    public static final double LAYER_TOLERANCE = Tolerance.SINGLE_PRECISION.layer();

    /** Runs {@code workload} on both engines, without a final softmax, and compares. */
    public static Verification compare(
            Engine engine, Engine reference, Workload workload, WeightSource weights, double tolerance) {
        Workload compared = workload.withoutFinalSoftmax();
        return of(result(engine, compared, weights), result(reference, compared, weights), tolerance);
    }

    public static Verification of(float[] actual, float[] expected, double tolerance) {
        if (actual.length != expected.length) {
            throw new BadInputException(
                    actual.length + " values to compare with " + expected.length,
                    "verification",
                    "compare results of the same workload");
        }
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < actual.length; i++) {
            if (!Float.isFinite(actual[i]) || !Float.isFinite(expected[i])) {
                return new Verification(Double.POSITIVE_INFINITY, tolerance, false);
            }
            largest = Math.max(largest, Math.abs((double) expected[i]));
            difference = Math.max(difference, Math.abs((double) actual[i] - expected[i]));
        }
        double error = difference == 0 ? 0 : difference / largest;
        return new Verification(error, tolerance, error <= tolerance);
    }

    private static float[] result(Engine engine, Workload workload, WeightSource weights) {
        try (Session session = engine.open(workload, weights)) {
            // Twice: a session must give the same result however often it is run.
            session.run();
            session.run();
            return session.output();
        }
    }
}
