package macjoule.model.format.own;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Assembly;
import macjoule.model.format.graph.JsonFields;
import macjoule.model.net.Layer;
import macjoule.model.net.Shape;

/** Reads macjoule's own format. A field that is not known is an error, as it is most likely misspelt. */
public final class OwnReader {
    static final String SCHEMA = "macjoule.network/1";

    private OwnReader() {}

    public static void read(JsonNode root, Assembly assembly) {
        List<JsonNode> layers = assembly.get("top level", () -> header(new JsonFields(root), assembly));
        String previous = "";
        for (JsonNode node : layers) {
            String before = previous;
            String place = "layer " + node.path("name").asText("without a name");
            previous = assembly.get(place, () -> layer(new JsonFields(node), before, assembly));
        }
    }

    private static List<JsonNode> header(JsonFields root, Assembly assembly) {
        if (!root.text("schema").equals(SCHEMA)) {
            throw new BadInputException("schema '" + root.text("schema") + "'", "schema", "write " + SCHEMA);
        }
        root.allowOnly(Set.of("schema", "name", "layers"));
        assembly.rename(root.text("name"));
        return root.array("layers");
    }

    private static String layer(JsonFields fields, String previous, Assembly assembly) {
        String name = fields.text("name");
        if (assembly.has(name)) {
            throw new BadInputException("the name is used twice", "name", "give each layer a name of its own");
        }
        if (fields.text("type").equals("input")) {
            fields.allowOnly(Set.of("name", "type", "shape"));
            assembly.input(name, fields.has("shape") ? Shape.parse(fields.text("shape")) : null);
            return name;
        }
        List<String> inputs = inputs(fields, previous);
        Optional<Layer> layer = LayerReader.read(fields, () -> assembly.shape(inputs.get(0)));
        layer.ifPresentOrElse(
                known -> assembly.add(name, known, inputs, name),
                () -> assembly.unknown(fields.text("type"), inputs, List.of(name)));
        return name;
    }

    private static List<String> inputs(JsonFields fields, String previous) {
        if (fields.has("inputs")) {
            List<String> names =
                    fields.array("inputs").stream().map(JsonNode::asText).toList();
            if (!names.isEmpty()) {
                return names;
            }
        }
        if (previous.isEmpty()) {
            throw new BadInputException("the first layer is not an input", "type", "begin with a layer of type input");
        }
        return List.of(previous);
    }
}
