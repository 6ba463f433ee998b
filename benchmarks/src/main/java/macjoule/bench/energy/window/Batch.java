package macjoule.bench.energy.window;

import java.util.OptionalLong;

/** How many operations to launch together, so that the GPU never waits for the next and its power stays level. */
public final class Batch {
    private static final double LEAST_SECONDS = 0.010;

    private Batch() {}

    /**
     * The operations that make a batch of ten milliseconds, or nothing if that takes too many: then there is no energy
     * per operation to be had.
     */
    public static OptionalLong size(double secondsPerOperation, long most) {
        double size = Math.ceil(LEAST_SECONDS / secondsPerOperation);
        return secondsPerOperation > 0 && size <= most ? OptionalLong.of((long) size) : OptionalLong.empty();
    }
}
