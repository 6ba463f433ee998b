package macjoule.calibration.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The power of a device with nothing to do, the software that uses it held ready, or why it is not known.
 *
 * @param moment when it was measured: {@code before} or {@code after} the run, or before and after a run was taken up again
 * @param standardUncertainty in watts, from how much it varied
 * @param settled whether the device had come to rest first
 * @param provenance measured, simulated or replayed
 */
public record IdleReading(
        String device,
        String moment,
        @Nullable Double watts,
        @Nullable Double standardUncertainty,
        boolean settled,
        @Nullable String provenance,
        @Nullable String reason) {
    /** The name of the file in a run directory, a reading on each line. */
    public static final String FILE = "idle.jsonl";

    public IdleReading {
        Objects.requireNonNull(device, "device");
        if (watts == null) {
            reason = reason == null ? "not recorded" : reason;
        }
    }

    /** Whose power it is. A sensor that measures nothing here tells of no device of this host, whatever the work runs on. */
    public String whose() {
        return provenance == null || provenance.equals("measured")
                ? device
                : "a " + provenance + " GPU, beside work on " + device + ",";
    }

    public static IdleReading unknown(String device, String moment, String reason) {
        return new IdleReading(device, moment, null, null, false, null, reason);
    }
}
