package macjoule.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;

/** Finds which layers a layer of a functional model reads, in the notation of Keras 2 or 3. */
final class Connections {
    private Connections() {}

    /** The names of the layers read, in order. */
    static List<String> of(JsonNode inboundNodes) {
        if (inboundNodes.size() > 1) {
            throw new BadInputException(
                    "the layer is applied " + inboundNodes.size() + " times",
                    "inbound_nodes",
                    "only models without shared layers can be counted");
        }
        List<String> names = new ArrayList<>();
        collect(inboundNodes, names);
        return names;
    }

    private static void collect(JsonNode node, List<String> names) {
        if (isReference(node)) {
            names.add(node.get(0).textValue());
        } else if (node.path("class_name").asText().equals("__keras_tensor__")) {
            collect(node.path("config").path("keras_history"), names);
        } else {
            node.forEach(child -> collect(child, names));
        }
    }

    /** Both notations end in an array of a layer's name, which of its uses, and which of its outputs. */
    private static boolean isReference(JsonNode node) {
        return node.isArray()
                && node.size() >= 3
                && node.get(0).isTextual()
                && node.get(1).isInt()
                && node.get(2).isInt();
    }
}
