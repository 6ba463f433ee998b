package macjoule.model.reuse;

import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuSpec;

/**
 * The performance a machine can reach at most for an intensity: its peak, or what its memory can feed.
 *
 * @param peakFlops FLOP/s
 * @param bytesPerSecond memory bandwidth
 */
public record Roofline(double peakFlops, double bytesPerSecond) {

    /** What limits performance. */
    public enum Bound {
        COMPUTE,
        MEMORY
    }

    /**
     * Where something lies under the roof.
     *
     * @param flopPerByte its intensity
     * @param attainableFlops FLOP/s it can reach at most
     */
    public record Point(double flopPerByte, double attainableFlops, Bound bound) {}

    public Roofline {
        requirePositive("peak performance", peakFlops);
        requirePositive("memory bandwidth", bytesPerSecond);
    }

    /** The roof of a GPU in single precision, without tensor cores. */
    public static Roofline of(GpuSpec gpu) {
        return new Roofline(gpu.fp32Flops(), gpu.dramBytesPerSecond());
    }

    /** The compute to memory ratio (CMR) in FLOP per byte, from which on compute is the limit. */
    public double ridge() {
        return peakFlops / bytesPerSecond;
    }

    /** Places an intensity in MACs per element, such as AI_c or DI. */
    public Point place(double macsPerElement, IntensityReading reading, Precision precision) {
        return place(reading.flopPerByte(macsPerElement, precision));
    }

    public Point place(double flopPerByte) {
        if (!(flopPerByte >= 0)) {
            throw new BadInputException("an intensity of " + flopPerByte, "roofline", "give 0 or more");
        }
        Bound bound = flopPerByte >= ridge() ? Bound.COMPUTE : Bound.MEMORY;
        return new Point(flopPerByte, Math.min(peakFlops, flopPerByte * bytesPerSecond), bound);
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new BadInputException("a " + what + " of " + value, "roofline", "give a positive number");
        }
    }
}
