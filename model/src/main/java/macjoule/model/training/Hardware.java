package macjoule.model.training;

import macjoule.model.BadInputException;

/**
 * What the model knows of a machine besides its cache.
 *
 * @param throughput operations per second
 * @param bandwidth of off-chip memory, bytes per second
 */
public record Hardware(double throughput, double bandwidth) {
    /** The default of all the thesis' experiments. */
    public static final Hardware RTX_2080_TI = new Hardware(13.45e12, 616e9);

    public Hardware {
        requirePositive(throughput, "throughput", "operations");
        requirePositive(bandwidth, "bandwidth", "bytes");
    }

    public Hardware withThroughput(double newThroughput) {
        return new Hardware(newThroughput, bandwidth);
    }

    public Hardware withBandwidth(double newBandwidth) {
        return new Hardware(throughput, newBandwidth);
    }

    /** Operations per byte from which on a step can keep the arithmetic busy. */
    public double ridge() {
        return throughput / bandwidth;
    }

    private static void requirePositive(double value, String what, String unit) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new BadInputException(
                    "a " + what + " of " + value, what, "give " + unit + " per second, more than 0");
        }
    }
}
