package macjoule.bench.energy.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.ErrorWatch;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.Quantity;
import org.jspecify.annotations.Nullable;

/** Watches all that goes on around a measurement and could spoil it: heat, throttling, other processes, errors. */
final class Surroundings {
    private static final long PERIOD_NANOS = 20_000_000;

    /** A driver in trouble may report without end. */
    private static final int MOST_ERRORS = 100;

    private final Sensors sensors;
    private final Neighbours neighbours;
    private final NanoClock clock;
    private final ThrottleTrack throttle;
    private final int[] strangersBefore;
    private final long celsiusBefore;
    private final long beginNanos;
    private boolean neighboursKnown = true;
    private NvmlCode failure = NvmlCode.SUCCESS;
    private @Nullable String condemnation;
    private long pollNanos;

    /** Begins to watch. */
    Surroundings(Sensors sensors, Neighbours neighbours, NanoClock clock) {
        this.sensors = sensors;
        this.neighbours = neighbours;
        this.clock = clock;
        throttle = new ThrottleTrack(sensors.device(), sensors.fieldScope());
        strangersBefore = strangers();
        celsiusBefore = sensors.device().read(Quantity.TEMPERATURE);
        // What came before is not the fault of what is measured now, unless the GPU has been unfit ever since.
        condemnFor(heard());
        throttle.begin();
        beginNanos = clock.nanos();
        pollNanos = beginNanos;
    }

    long beginNanos() {
        return beginNanos;
    }

    /** The code that the device failed with, or success. */
    NvmlCode failure() {
        return failure;
    }

    /** The error by which the driver says so, if it is that and not a code. */
    @Nullable
    String condemnation() {
        return condemnation;
    }

    /** To be called often; looks less often than that. */
    void poll() {
        if (clock.nanos() - pollNanos >= PERIOD_NANOS) {
            pollNanos = clock.nanos();
            throttle.poll();
        }
    }

    Conditions end() {
        Throttle held = throttle.end((clock.nanos() - beginNanos) / 1e9);
        List<Long> errors = heard();
        condemnFor(errors);
        long celsiusAfter = sensors.device().read(Quantity.TEMPERATURE);
        if (Sensors.isFailure(celsiusAfter)) {
            failure = NvmlCode.ofReading(celsiusAfter);
        }
        int[] strangers = strangersBefore.length > 0 ? strangersBefore : strangers();
        List<Integer> pids = Arrays.stream(strangers).boxed().toList();
        return new Conditions(held, celsiusBefore, celsiusAfter, pids, neighboursKnown, told(errors), failure);
    }

    /** What the driver has reported since the last look. */
    private List<Long> heard() {
        List<Long> heard = new ArrayList<>();
        ErrorWatch errors = sensors.errors();
        if (errors != null) {
            for (long xid = errors.next(); xid > 0 && heard.size() < MOST_ERRORS; xid = errors.next()) {
                heard.add(xid);
            }
        }
        return heard;
    }

    private void condemnFor(List<Long> errors) {
        if (errors.stream().anyMatch(ErrorWatch::condemns)) {
            failure = NvmlCode.GPU_IS_LOST;
            condemnation = told(errors);
        }
    }

    private static @Nullable String told(List<Long> errors) {
        return errors.isEmpty()
                ? null
                : "the driver reported Xid "
                        + errors.stream().distinct().map(String::valueOf).collect(Collectors.joining(", "))
                        + ", see its log";
    }

    private int[] strangers() {
        Answer<int[]> listed = sensors.device().computeProcesses();
        neighboursKnown &= listed instanceof Answer.Given<int[]>;
        return listed.value().map(neighbours::strangers).orElse(new int[0]);
    }
}
