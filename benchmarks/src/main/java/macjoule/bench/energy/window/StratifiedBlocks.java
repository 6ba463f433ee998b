package macjoule.bench.energy.window;

import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Gauge;

/**
 * Measures work that repeats in step with a part-time sensor. The work is begun anew at evenly spread phases of the
 * sensor, so that together the blocks show every part of it. Random phases would need far more blocks.
 */
public final class StratifiedBlocks {
    private static final long POLL_NANOS = 1_000_000;
    private static final int PATIENCE_UPDATES = 100;

    /** Work that can begin at a chosen moment, at the start of an operation. */
    public interface Work {
        void start();

        void stop();
    }

    /**
     * What the blocks came to.
     *
     * @param aliasing relative standard uncertainty left between phases, for {@code TypeB.withAliasing}
     */
    public record Result(double watts, double aliasing) {}

    private final Gauge power;
    private final double update;
    private final double skip;
    private final NanoClock clock;
    private long edge = Long.MIN_VALUE;
    private long before = -1;
    private long beforeNanos;

    /**
     * Prepares to watch one sensor.
     *
     * @param power a gauge in milliwatts
     * @param update its update period in seconds
     * @param skip how long the readings still show what was before the work
     */
    public StratifiedBlocks(Gauge power, double update, double skip, NanoClock clock) {
        this.power = power;
        this.update = update;
        this.skip = skip;
        this.clock = clock;
    }

    /**
     * Measures the mean power of the work.
     *
     * @param operation how long one repetition takes in seconds; blocks end at whole operations
     * @param blocks an even number, sixteen for work exactly in step
     * @param seconds the least length of a block
     */
    public Result measure(Work work, double operation, int blocks, double seconds) {
        findEdge(work);
        List<Double> watts = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            awaitPhase(block * update / blocks);
            work.start();
            watts.add(run(Math.ceil((skip + seconds) / operation) * operation));
            work.stop();
        }
        double mean = watts.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        return new Result(mean, halvesDifference(watts) / mean);
    }

    /** The onset of the work shows in the next reading, wherever the sensor is. */
    private void findEdge(Work work) {
        work.start();
        long end = clock.nanos() + Math.round(PATIENCE_UPDATES * update * 1e9);
        while (edge == Long.MIN_VALUE && clock.nanos() < end) {
            look();
            clock.pause(POLL_NANOS);
        }
        work.stop();
        if (edge == Long.MIN_VALUE) {
            throw new IllegalStateException("the power reading does not move though work begins");
        }
    }

    private void awaitPhase(double phase) {
        double since = (clock.nanos() - edge) / 1e9;
        double next = Math.ceil((since - phase) / update) * update + phase;
        clock.pause(Math.round((next - since) * 1e9));
    }

    private double run(double seconds) {
        PowerTrack track = new PowerTrack(update, skip);
        long start = clock.nanos();
        track.begin(start);
        while (clock.nanos() - start < Math.round(seconds * 1e9)) {
            track.take(look(), clock.nanos());
            clock.pause(POLL_NANOS);
        }
        return track.joules() / track.seconds();
    }

    /** Reads, and keeps the last moment of a change, which tells the sensor's phase. */
    private long look() {
        long now = clock.nanos();
        long reading = power.read();
        if (before >= 0 && reading != before) {
            edge = beforeNanos + (now - beforeNanos) / 2;
        }
        before = reading;
        beforeNanos = now;
        return reading;
    }

    /** Every other block would by itself be a stratified result: half their difference tells what is left. */
    private static double halvesDifference(List<Double> watts) {
        double even = 0;
        double odd = 0;
        for (int i = 0; i < watts.size(); i++) {
            if (i % 2 == 0) {
                even += watts.get(i);
            } else {
                odd += watts.get(i);
            }
        }
        return Math.abs(even - odd) / watts.size();
    }
}
