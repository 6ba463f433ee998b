package macjoule.bench.energy.window;

import java.util.Arrays;
import java.util.List;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.ErrorWatch;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.Quantity;
import org.jspecify.annotations.Nullable;

/** Watches all that goes on around a measurement and could spoil it: heat, throttling, other processes, errors. */
final class Surroundings {
    private static final long PERIOD_NANOS = 20_000_000;

    private final Sensors sensors;
    private final Neighbours neighbours;
    private final NanoClock clock;
    private final ThrottleTrack throttle;
    private final int[] strangersBefore;
    private final long celsiusBefore;
    private final long beginNanos;
    private boolean neighboursKnown = true;
    private NvmlCode failure = NvmlCode.SUCCESS;
    private long pollNanos;

    /** Begins to watch. */
    Surroundings(Sensors sensors, Neighbours neighbours, NanoClock clock) {
        this.sensors = sensors;
        this.neighbours = neighbours;
        this.clock = clock;
        throttle = new ThrottleTrack(sensors.device(), sensors.fieldScope());
        strangersBefore = strangers();
        celsiusBefore = sensors.device().read(Quantity.TEMPERATURE);
        forget(sensors.errors());
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

    /** To be called often; looks less often than that. */
    void poll() {
        if (clock.nanos() - pollNanos >= PERIOD_NANOS) {
            pollNanos = clock.nanos();
            throttle.poll();
        }
    }

    Conditions end() {
        Throttle held = throttle.end((clock.nanos() - beginNanos) / 1e9);
        String error = error();
        long celsiusAfter = sensors.device().read(Quantity.TEMPERATURE);
        if (Sensors.isFailure(celsiusAfter)) {
            failure = NvmlCode.ofReading(celsiusAfter);
        }
        int[] strangers = strangersBefore.length > 0 ? strangersBefore : strangers();
        List<Integer> pids = Arrays.stream(strangers).boxed().toList();
        return new Conditions(held, celsiusBefore, celsiusAfter, pids, neighboursKnown, error, failure);
    }

    /** What the driver reported meanwhile. */
    private @Nullable String error() {
        ErrorWatch errors = sensors.errors();
        long xid = errors == null ? 0 : errors.next();
        if (xid == ErrorWatch.OFF_THE_BUS) {
            failure = NvmlCode.GPU_IS_LOST;
        }
        return xid > 0 ? "the driver reported Xid " + xid + ", see its log" : null;
    }

    /** What came before is not the fault of what is measured now, unless the GPU has been gone ever since. */
    private void forget(@Nullable ErrorWatch errors) {
        if (errors == null) {
            return;
        }
        for (long xid = errors.next(); xid > 0; xid = errors.next()) {
            if (xid == ErrorWatch.OFF_THE_BUS) {
                failure = NvmlCode.GPU_IS_LOST;
                return;
            }
        }
    }

    private int[] strangers() {
        Answer<int[]> listed = sensors.device().computeProcesses();
        neighboursKnown &= listed instanceof Answer.Given<int[]>;
        return listed.value().map(neighbours::strangers).orElse(new int[0]);
    }
}
