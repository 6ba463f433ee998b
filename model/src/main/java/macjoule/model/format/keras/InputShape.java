package macjoule.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.JsonFields;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/** The shape of a model's input, which each version of Keras writes in a field of its own. */
final class InputShape {
    private static final List<String> FIELDS = List.of("batch_shape", "batch_input_shape");

    private InputShape() {}

    /**
     * The shape in the configuration of the first layer.
     *
     * @param otherwise where a sequential model remembers it; any JSON
     * @return null if it is not said, or left open
     */
    static @Nullable Shape of(JsonFields config, JsonNode otherwise) {
        JsonNode dims = FIELDS.stream()
                .filter(config::has)
                .findFirst()
                .map(config::node)
                .orElse(otherwise);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 1; i < dims.size(); i++) {
            if (!dims.get(i).canConvertToInt()) {
                return null;
            }
            sizes.add(dims.get(i).intValue());
        }
        return switch (sizes.size()) {
            case 0 -> null;
            case 1 -> Shape.vector(sizes.get(0));
            case 3 -> new Shape(sizes.get(2), sizes.get(0), sizes.get(1));
            default ->
                throw new BadInputException(
                        "an input of the shape " + dims,
                        "input",
                        "give a model of images (height, width, channels) or vectors");
        };
    }
}
