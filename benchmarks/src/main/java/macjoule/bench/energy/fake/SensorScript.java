package macjoule.bench.energy.fake;

/**
 * How one power sensor of a simulated GPU behaves.
 *
 * @param updateMs how often the reading changes
 * @param windowMs over how long each reading looks back; for a lagging sensor its time constant
 * @param lagging follows the power exponentially, as Maxwell does, instead of averaging over the window
 * @param gainError by how much the reading is too high, relative to the power
 * @param noiseWatts standard deviation
 * @param code the NVML code it refuses with, or 0
 */
public record SensorScript(
        double updateMs,
        double windowMs,
        boolean lagging,
        double gainError,
        double offsetWatts,
        double noiseWatts,
        double phaseMs,
        int code) {

    public SensorScript {
        if (!(updateMs > 0) || !(windowMs > 0)) {
            throw new IllegalArgumentException("updateMs and windowMs must be above 0");
        }
    }

    /** A sensor without fault or noise that averages over its window. */
    public static SensorScript boxcar(double updateMs, double windowMs) {
        return new SensorScript(updateMs, windowMs, false, 0, 0, 0, 0, 0);
    }

    /** A sensor without fault or noise that follows with a time constant. */
    public static SensorScript lagging(double updateMs, double timeConstantMs) {
        return new SensorScript(updateMs, timeConstantMs, true, 0, 0, 0, 0, 0);
    }

    /** A sensor that the GPU does not have. */
    public static SensorScript refusing(int code) {
        return new SensorScript(100, 100, false, 0, 0, 0, 0, code);
    }

    public SensorScript withNoise(double watts) {
        return new SensorScript(updateMs, windowMs, lagging, gainError, offsetWatts, watts, phaseMs, code);
    }

    public SensorScript withPhase(double milliseconds) {
        return new SensorScript(updateMs, windowMs, lagging, gainError, offsetWatts, noiseWatts, milliseconds, code);
    }

    public SensorScript withError(double gain, double watts) {
        return new SensorScript(updateMs, windowMs, lagging, gain, watts, noiseWatts, phaseMs, code);
    }
}
