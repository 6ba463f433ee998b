package macjoule.calibration.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a sensor told of one window, of which the record keeps every field. What it did not tell is null or unknown, and never 0.
 *
 * @param comparison relative half-width of the sensor's own 95 % interval in comparisons on one card, but for what shows in the
 *     spread of windows
 * @param absolute the same for the figure by itself
 * @param provenance measured, simulated or replayed
 * @param labels conditions a reader has to know of
 * @param beside what a second source told, null where none was asked
 */
record SensorReading(
        @Nullable Double comparison,
        @Nullable Double absolute,
        String provenance,
        String source,
        String scope,
        List<String> labels,
        Joules.@Nullable Beside beside) {
    private static final String UNKNOWN = "unknown";

    static SensorReading of(Measurement window) {
        ObjectNode json = window.sensor() == null ? JsonNodeFactory.instance.objectNode() : window.sensor();
        List<String> labels = new ArrayList<>();
        for (JsonNode label : json.path("labels")) {
            labels.add(label.asText());
        }
        return new SensorReading(
                lasting(json, "comparison"),
                lasting(json, "absolute"),
                json.path("provenance").asText(UNKNOWN),
                json.path("source").asText(UNKNOWN),
                json.path("scope").asText(UNKNOWN),
                labels,
                json.path("beside") instanceof ObjectNode beside ? beside(beside, secondsPerOp(window, json)) : null);
    }

    /** See {@link Joules#kind}. */
    String kind() {
        return Joules.kind(provenance, source, scope);
    }

    private static Joules.Beside beside(ObjectNode json, @Nullable Double secondsPerOp) {
        Double joules = number(json, "joules");
        Double seconds = number(json, "seconds");
        String source = json.path("source").asText(UNKNOWN);
        if (joules == null || seconds == null || secondsPerOp == null || !(seconds > 0)) {
            return new Joules.Beside(source, null, json.path("reason").asText("not recorded"));
        }
        return new Joules.Beside(source, joules / seconds * secondsPerOp, null);
    }

    /** The profiler keeps by which time it turned power into joules of an operation. */
    private static @Nullable Double secondsPerOp(Measurement window, ObjectNode json) {
        Double known = number(json, "secondsPerOp");
        Double seconds = window.seconds();
        return known != null || seconds == null ? known : (Double) (seconds / window.operations());
    }

    /** Earlier versions did not tell apart what windows do not share. */
    private static @Nullable Double lasting(ObjectNode json, String name) {
        Double lasting = number(json, "lasting" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        return lasting == null ? number(json, name) : lasting;
    }

    private static @Nullable Double number(ObjectNode json, String name) {
        JsonNode value = json.path(name);
        return value.isNumber() ? (Double) value.asDouble() : null;
    }
}
