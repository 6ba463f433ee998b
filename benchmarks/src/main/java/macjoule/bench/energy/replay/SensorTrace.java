package macjoule.bench.energy.replay;

import java.util.List;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Field;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;

/** Records all that a window of energy looks at, while something else works on the GPU or nothing does. */
public final class SensorTrace {
    private static final long PERIOD_NANOS = 2_000_000;

    /** How many of the readings of power and energy come between two of those that are read less often. */
    private static final int RARELY = 10;

    private static final List<Quantity> OFTEN = List.of(Quantity.TOTAL_ENERGY, Quantity.POWER_USAGE);
    private static final List<Quantity> SELDOM = List.of(
            Quantity.EVENT_REASONS,
            Quantity.SM_CLOCK,
            Quantity.TEMPERATURE,
            Quantity.PERFORMANCE_STATE,
            Quantity.ENFORCED_POWER_LIMIT,
            Quantity.MIG_MODE);
    private static final Field[] POWER = {Field.TOTAL_ENERGY, Field.ENERGY, Field.POWER_AVERAGE, Field.POWER_INSTANT};
    private static final Field[] TIMES = {
        Field.POWER_CAP_TIME,
        Field.THERMAL_TIME,
        Field.SYNC_BOOST_TIME,
        Field.BOARD_LIMIT_TIME,
        Field.RELIABILITY_TIME,
        Field.SW_THERMAL_TIME,
        Field.HW_THERMAL_TIME,
        Field.POWER_BRAKE_TIME
    };

    private SensorTrace() {}

    /** Writes lines of {@code nanos,channel,reading} for so many seconds. */
    public static void record(NvmlDevice device, NanoClock clock, double seconds, Appendable out) {
        RecordingDevice recording = new RecordingDevice(device, clock, out);
        List<FieldBuffer> power = buffers(POWER);
        List<FieldBuffer> times = buffers(TIMES);
        long end = clock.nanos() + Math.round(seconds * 1e9);
        for (int turn = 0; clock.nanos() < end; turn++) {
            OFTEN.forEach(recording::read);
            power.forEach(recording::read);
            if (turn % RARELY == 0) {
                SELDOM.forEach(recording::read);
                times.forEach(recording::read);
            }
            clock.pause(PERIOD_NANOS);
        }
    }

    private static List<FieldBuffer> buffers(Field... fields) {
        return List.of(
                new FieldBuffer(FieldBuffer.SCOPE_GPU, fields), new FieldBuffer(FieldBuffer.SCOPE_MODULE, fields));
    }
}
