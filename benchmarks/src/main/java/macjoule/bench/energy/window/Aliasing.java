package macjoule.bench.energy.window;

/**
 * Whether work repeats so nearly in step with a part-time sensor that the sensor keeps looking at the same part of it.
 * No longer window helps then, and the work has to be measured in blocks at spread phases.
 */
public final class Aliasing {
    private static final int HARMONICS = 5;
    private static final double LEAST_GAIN = 0.02;
    private static final double ENOUGH_BEATS = 10;

    private Aliasing() {}

    /**
     * Judges by the beats between the first harmonics of square work and the sensor's updates.
     *
     * @param update the sensor's update period in seconds
     * @param window over how long each reading looks back
     * @param operation how long one repetition of the work takes
     * @param duration how long it is measured
     */
    public static boolean spoils(double update, double window, double operation, double duration) {
        for (int k = 1; k <= HARMONICS; k++) {
            long n = Math.round(k * update / operation);
            if (n >= 1 && gain(k, window, operation) > LEAST_GAIN) {
                double beat = Math.abs(k / operation - n / update);
                if (beat * duration < ENOUGH_BEATS) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How much of a square wave's k-th harmonic is left after averaging over the window. */
    private static double gain(int k, double window, double operation) {
        double x = Math.PI * k * window / operation;
        return Math.abs(Math.sin(x) / x) / k;
    }
}
