package macjoule.bench.jmh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sensors told of one window. What they did not tell is null, with a reason.
 *
 * @param joules the energy of all operations of the window
 * @param clockHz the mean clock of the device
 * @param throttleReasons what held the clock down
 * @param sensor all that the sensor told
 */
public record WindowEnergy(
        @Nullable Double joules,
        @Nullable String joulesReason,
        @Nullable Double clockHz,
        @Nullable String clockHzReason,
        @Nullable List<String> throttleReasons,
        @Nullable ObjectNode sensor) {

    /** Of a window without sensors. */
    public static WindowEnergy unavailable(String reason) {
        return new WindowEnergy(null, reason, null, reason, null, null);
    }
}
