package macjoule.bench.energy.window;

import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Gauge;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.passport.SourceTraits;

/**
 * Measures work that repeats in step with a part-time sensor. The work is begun anew at evenly spread phases of the
 * sensor, so that together the blocks show every part of it. Random phases would need far more blocks.
 */
public final class StratifiedBlocks {
    /** Enough for work exactly in step: about 3 % in simulations of loads that swing by a factor of four. */
    static final int BLOCKS = 16;

    private static final long POLL_NANOS = 1_000_000;
    private static final int PATIENCE_UPDATES = 100;
    private static final double FEWEST_UPDATES = 3;

    /** Work that can begin at a chosen moment, at the start of an operation. */
    public interface Work {
        void start();

        /** Returns once nothing of it is left running. */
        void stop();
    }

    /**
     * What the blocks came to.
     *
     * @param watts the mean over the blocks, or NaN
     * @param aliasing relative standard uncertainty left between phases
     * @param seconds for how long readings were taken in, all blocks together
     * @param missed the share of that time in which nobody looked
     * @param code what the sensor failed with, or success
     */
    record Result(double watts, double aliasing, int blocks, double seconds, double missed, NvmlCode code) {
        static Result failed(NvmlCode code) {
            return new Result(Double.NaN, Double.NaN, 0, 0, 0, code);
        }

        boolean isKnown() {
            return seconds > 0 && watts > 0;
        }
    }

    private final Gauge power;
    private final double update;
    private final double skip;
    private final NanoClock clock;
    private long edge = Long.MIN_VALUE;
    private boolean sharpEdge;
    private long before = -1;
    private long beforeNanos;
    private long refusal;

    /**
     * Prepares to watch one sensor.
     *
     * @param power a gauge in milliwatts
     * @param traits what the sensor is like: how often it updates, and how long it still shows what was before the work
     */
    StratifiedBlocks(Gauge power, SourceTraits traits, NanoClock clock) {
        this.power = power;
        this.update = traits.updateOrSlowest();
        this.skip = traits.untilSettled();
        this.clock = clock;
    }

    /**
     * Measures the mean power of the work.
     *
     * @param operation how long one repetition takes in seconds; readings are taken in over whole operations
     * @param seconds over how long at least, all blocks together
     */
    Result measure(Work work, double operation, double seconds) {
        findEdge(work);
        if (edge == Long.MIN_VALUE) {
            return Result.failed(refusal < 0 ? NvmlCode.ofReading(refusal) : NvmlCode.NO_DATA);
        }
        double least = Math.max(seconds / BLOCKS, FEWEST_UPDATES * update);
        List<PowerTrack> tracks = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            new Rhythm(clock, update).await(edge, block * update / BLOCKS, update / BLOCKS / 2);
            work.start();
            tracks.add(run(whole(skip, operation), whole(least, operation)));
            work.stop();
            if (refusal < 0) {
                return Result.failed(NvmlCode.ofReading(refusal));
            }
        }
        return result(tracks);
    }

    private static double whole(double seconds, double operation) {
        return Math.ceil(seconds / operation) * operation;
    }

    private static Result result(List<PowerTrack> tracks) {
        double[] watts = tracks.stream()
                .mapToDouble(track -> track.joules() / track.seconds())
                .toArray();
        double mean = 0;
        double seconds = 0;
        double missed = 0;
        for (int i = 0; i < watts.length; i++) {
            mean += watts[i] / watts.length;
            seconds += tracks.get(i).seconds();
            missed += tracks.get(i).missedShare() / watts.length;
        }
        double left = halvesDifference(watts) / mean;
        return new Result(mean, left, watts.length, seconds, missed, NvmlCode.SUCCESS);
    }

    /** The onset of the work shows in the next reading, wherever the sensor is. */
    private void findEdge(Work work) {
        work.start();
        long end = clock.nanos() + Math.round(PATIENCE_UPDATES * update * 1e9);
        while (!sharpEdge && refusal == 0 && clock.nanos() < end) {
            look();
            clock.pause(POLL_NANOS);
        }
        work.stop();
    }

    private PowerTrack run(double settling, double seconds) {
        PowerTrack track = new PowerTrack(update, settling);
        long start = clock.nanos();
        long length = Math.round((settling + seconds) * 1e9);
        track.begin(start);
        while (clock.nanos() - start < length && refusal == 0) {
            long reading = look();
            if (reading >= 0) {
                track.take(reading, clock.nanos());
            }
            clock.pause(POLL_NANOS);
        }
        return track;
    }

    /** Reads, and keeps the last moment of a change, which tells the sensor's phase. */
    private long look() {
        long asked = clock.nanos();
        long reading = power.read();
        if (reading < 0) {
            refusal = reading;
            return reading;
        }
        long answered = clock.nanos();
        if (before >= 0 && reading != before) {
            keepEdge(answered - beforeNanos);
        }
        before = reading;
        beforeNanos = asked;
        return reading;
    }

    /** A change lies between two looks. Where the host slept between them, an earlier change tells more. */
    private void keepEdge(long gap) {
        boolean sharp = gap <= Math.max(2 * POLL_NANOS, Math.round(update * 1e9 / BLOCKS));
        if (sharp || !sharpEdge) {
            edge = beforeNanos + gap / 2;
            sharpEdge = sharp;
        }
    }

    /** Every other block would by itself be a stratified result: half their difference tells what is left. */
    private static double halvesDifference(double[] watts) {
        double difference = 0;
        for (int i = 0; i < watts.length; i++) {
            difference += i % 2 == 0 ? watts[i] : -watts[i];
        }
        return Math.abs(difference) / watts.length;
    }
}
