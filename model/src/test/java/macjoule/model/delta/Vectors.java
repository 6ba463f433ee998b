package macjoule.model.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;

/** The model's equations worked out by an independent implementation. */
public final class Vectors {
    public static final Percentage TOLERANCE = Percentage.withPercentage(1e-7);

    private static final JsonNode FILE = read("delta.json");

    private Vectors() {}

    public static JsonNode file() {
        return FILE;
    }

    public static List<JsonNode> list(String section) {
        return StreamSupport.stream(FILE.path(section).spliterator(), false).toList();
    }

    public static ConvDims layer(JsonNode layer) {
        return ConvDims.of(
                layer.path("name").asText(),
                layer.path("B").intValue(),
                layer.path("Ci").intValue(),
                layer.path("Hi").intValue(),
                layer.path("Wi").intValue(),
                layer.path("Co").intValue(),
                layer.path("Hf").intValue(),
                layer.path("Wf").intValue(),
                layer.path("S").intValue(),
                layer.path("P").intValue());
    }

    private static JsonNode read(String name) {
        try (InputStream json = Vectors.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
