package macjoule.bench.engine.jcuda.probe;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** Repeated measurements of one thing. */
final class Samples {
    private Samples() {}

    /** Measures so often and takes the median, which one disturbed measurement does not move. */
    static double median(int times, DoubleSupplier measurement) {
        double[] samples = new double[times];
        Arrays.setAll(samples, i -> measurement.getAsDouble());
        return median(samples);
    }

    static double median(double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
