package macjoule.calibration.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sensor told of one window, of which the record keeps every field.
 *
 * @param watts the mean power
 * @param comparison relative half-width of the sensor's own 95 % interval in comparisons on one card
 * @param absolute the same for the figure by itself
 * @param provenance measured, simulated or replayed
 * @param labels conditions a reader has to know of
 */
record SensorReading(
        double watts,
        double comparison,
        double absolute,
        String provenance,
        String source,
        String scope,
        List<String> labels) {

    /** Null unless it measured something. */
    static @Nullable SensorReading of(Measurement window) {
        ObjectNode json = window.sensor();
        if (json == null || window.joules() == null) {
            return null;
        }
        List<String> labels = new ArrayList<>();
        for (JsonNode label : json.path("labels")) {
            labels.add(label.asText());
        }
        return new SensorReading(
                json.path("joules").asDouble() / json.path("seconds").asDouble(),
                json.path("comparison").asDouble(),
                json.path("absolute").asDouble(),
                json.path("provenance").asText(),
                json.path("source").asText(),
                json.path("scope").asText(),
                labels);
    }
}
