package macjoule.bench.energy;

import java.util.function.DoubleSupplier;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.energy.passport.SourceChoice;
import macjoule.bench.energy.window.Rhythm;
import org.jspecify.annotations.Nullable;

/**
 * Has the iterations of a benchmark that offers no work begin at evenly spread phases of a sensor that looks only part of the time. An
 * iteration in step with the sensor shows one part of its operations over and over; together they show every part, so that their mean
 * is right where each of them may be far off.
 */
final class SpreadPhases {
    private static final int HARMONICS = 5;

    /** Beats that are no further apart than this many hertz are taken to be the same. */
    private static final double SAME_BEAT = 0.01;

    private static final int SHARP = 8;

    private final DoubleSupplier watts;
    private final double update;
    private final NanoClock clock;
    private double before = Double.NaN;
    private long beforeNanos;
    private long edge;

    /** How long after an update of the sensor the first iteration began, which all others are spread from. */
    private double origin = Double.NaN;

    private long firstNanos;
    private int first;

    /**
     * @param watts what the sensor shows now
     * @param update how often that changes, in seconds
     */
    SpreadPhases(DoubleSupplier watts, double update, NanoClock clock) {
        this.watts = watts;
        this.update = update;
        this.clock = clock;
    }

    /** For the sensor of a passport; null where it misses nothing, or where there is none. */
    static @Nullable SpreadPhases of(@Nullable SensorPassport passport, DoubleSupplier watts, NanoClock clock) {
        return passport == null
                ? null
                : SourceChoice.of(passport)
                        .filter(SourceChoice::stratify)
                        .map(choice -> passport.traits(choice.source()).updateOrSlowest())
                        .map(update -> new SpreadPhases(watts, update, clock))
                        .orElse(null);
    }

    /** To be called as often as the sensor is polled. A change that was seen only after a pause tells no phase. */
    synchronized void look() {
        long asked = clock.nanos();
        double now = watts.getAsDouble();
        long gap = clock.nanos() - beforeNanos;
        if (!Double.isNaN(before) && now != before && gap < update * 1e9 / SHARP) {
            edge = beforeNanos + gap / 2;
            if (Double.isNaN(origin)) {
                origin = (firstNanos - edge) / 1e9;
            }
        }
        before = now;
        beforeNanos = asked;
    }

    /**
     * Waits until an iteration may begin. The first begins at once, wherever the sensor is.
     *
     * @param index of the iteration, from 0
     * @param operation how long one operation takes in seconds, or NaN
     */
    synchronized void await(int index, int count, double operation) {
        if (Double.isNaN(origin) || Double.isNaN(operation)) {
            origin = Double.NaN;
            first = index;
            firstNanos = clock.nanos();
            return;
        }
        double step = pattern(update, operation) / count;
        new Rhythm(clock, update).await(edge, origin + (index - first) * step, step / 2);
    }

    /** Whether the sensor was seen to move, so that it is known when the last iteration began. */
    synchronized boolean isKnown() {
        return !Double.isNaN(origin);
    }

    /**
     * By how much a beginning has to move until the sensor shows the same again: an operation, or that part of one which the harmonic
     * that is most in step with the sensor repeats after. To spread over the sensor's own period would not do, where several operations
     * go into it and as many iterations are made.
     */
    static double pattern(double update, double operation) {
        double pattern = operation;
        double least = Double.POSITIVE_INFINITY;
        for (int k = HARMONICS; k >= 1; k--) {
            long n = Math.round(k * update / operation);
            double beat = Math.abs(k / operation - n / update);
            if (n >= 1 && beat <= least + SAME_BEAT) {
                least = Math.min(least, beat);
                pattern = operation / k;
            }
        }
        return pattern;
    }
}
