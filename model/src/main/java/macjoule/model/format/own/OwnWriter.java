package macjoule.model.format.own;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Collectors;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;

/** Writes macjoule's own format, one layer to a line; what has its default value is left out. */
public final class OwnWriter {
    private OwnWriter() {}

    public static String write(Network network) {
        String layers = network.nodes().stream()
                .map(node -> "    " + layer(network, node))
                .collect(Collectors.joining(",\n"));
        return "{\n  \"schema\": \"" + OwnReader.SCHEMA + "\",\n  \"name\": " + TextNode.valueOf(network.name())
                + ",\n  \"layers\": [\n" + layers + "\n  ]\n}\n";
    }

    private static ObjectNode layer(Network network, Node node) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("name", node.name());
        fields.put("type", node.layer().type());
        LayerWriter.write(node.layer(), fields);
        if (!(node.layer() instanceof Layer.Input) && !followsOnlyThePreviousOne(network, node)) {
            node.inputs().forEach(input -> fields.withArray("inputs").add(input.name()));
        }
        return fields;
    }

    private static boolean followsOnlyThePreviousOne(Network network, Node node) {
        return node.inputs().equals(List.of(network.nodes().get(node.index() - 1)));
    }
}
