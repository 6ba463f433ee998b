package macjoule.calibration.stats;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How far predictions are from measurements, as factors: half and double are equally wrong. */
public final class RatioError {
    private RatioError() {}

    /** Geometric mean absolute error, exp(mean |ln ratio|) - 1: 0.1 means wrong by a factor of 1.1 on average. */
    public static double gmae(double[] predicted, double[] measured) {
        return Math.expm1(ratios(predicted, measured)
                .map(ratio -> Math.abs(Math.log(ratio)))
                .average()
                .orElseThrow());
    }

    /** Geometric mean of the ratios less 1: above 0 where predictions are too large on the whole. */
    public static double bias(double[] predicted, double[] measured) {
        return Math.expm1(ratios(predicted, measured).map(Math::log).average().orElseThrow());
    }

    /** The share of predictions within a fraction of the measurement, such as 0.1. */
    public static double shareWithin(double fraction, double[] predicted, double[] measured) {
        return ratios(predicted, measured)
                .map(ratio -> Math.abs(ratio - 1) <= fraction ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static DoubleStream ratios(double[] predicted, double[] measured) {
        Samples.requirePair(predicted, measured, 1);
        Samples.requirePositive(predicted);
        Samples.requirePositive(measured);
        return IntStream.range(0, predicted.length).mapToDouble(i -> predicted[i] / measured[i]);
    }
}
