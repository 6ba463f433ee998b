package macjoule.calibration.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What disturbed the device itself while a case was measured, and so its time as well as its energy: heat, other processes, a driver
 * that was loaded anew, a failure. What only the sensor suffered from leaves the time as it is.
 */
final class Disturbances {
    /** As the record of a window names them. */
    private static final Set<String> OF_THE_DEVICE =
            Set.of("counter-reset", "throttled", "contaminated", "device-failed");

    private Disturbances() {}

    /** Each reason once. */
    static List<String> of(List<Measurement> windows) {
        Set<String> reasons = new TreeSet<>();
        for (Measurement window : windows) {
            ObjectNode sensor = window.sensor();
            if (sensor != null && OF_THE_DEVICE.contains(sensor.path("cause").asText())) {
                reasons.add(sensor.path("reason").asText(sensor.path("cause").asText()));
            }
        }
        return List.copyOf(reasons);
    }
}
