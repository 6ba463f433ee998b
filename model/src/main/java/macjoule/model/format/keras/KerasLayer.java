package macjoule.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import macjoule.model.format.graph.JsonFields;

/**
 * One layer of a model.
 *
 * @param name the name by which others refer to it
 * @param inputs the names of the layers it reads
 */
record KerasLayer(String name, String type, JsonFields config, List<String> inputs) {

    /** A layer as a model's configuration holds it. */
    static KerasLayer of(JsonNode node, List<String> inputs) {
        JsonFields fields = new JsonFields(node);
        JsonFields config = fields.object("config");
        String type = fields.text("class_name");
        return new KerasLayer(config.text("name", fields.text("name", type)), type, config, inputs);
    }

    boolean isInput() {
        return type.equals("InputLayer");
    }

    String place() {
        return "layer " + name;
    }
}
