package macjoule.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Assembly;

/** Reads the configuration of a model, as {@code to_json} writes it and {@code .keras} archives hold it. */
public final class KerasReader {
    private final Assembly assembly;
    private final LayerRules rules;

    private KerasReader(Assembly assembly) {
        this.assembly = assembly;
        this.rules = new LayerRules(assembly);
    }

    public static void read(JsonNode root, Assembly assembly) {
        KerasReader reader = new KerasReader(assembly);
        String type = root.path("class_name").asText();
        JsonNode config = root.path("config");
        // Keras 1 wrote the layers of a sequential model alone, later versions write them within an object.
        JsonNode layers = config.isArray() ? config : config.path("layers");
        switch (type) {
            case "Sequential" -> reader.sequential(layers, config.path("build_input_shape"));
            case "Functional", "Model" -> reader.functional(layers);
            default ->
                throw new BadInputException(
                        type.isEmpty() ? "neither a network nor a Keras model" : "a model of class " + type,
                        assembly.file(),
                        "give a sequential or functional Keras model, or a network with \"schema\": \"macjoule.network/1\"");
        }
    }

    private void sequential(JsonNode layers, JsonNode inputShape) {
        String previous = "";
        for (JsonNode node : layers) {
            boolean first = previous.isEmpty();
            KerasLayer layer = layer(node, List.of(first ? "input" : previous));
            if (first && !layer.isInput()) {
                assembly.at(layer.place(), () -> assembly.input("input", InputShape.of(layer.config(), inputShape)));
            }
            assembly.at(layer.place(), () -> rules.apply(layer));
            previous = layer.name();
        }
    }

    /** Layers may be listed in any order, so those whose inputs are not known yet wait for another round. */
    private void functional(JsonNode layers) {
        List<KerasLayer> waiting = new ArrayList<>();
        for (JsonNode node : layers) {
            waiting.add(layer(node, connections(node)));
        }
        Set<String> done = new HashSet<>();
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            for (Iterator<KerasLayer> rest = waiting.iterator(); rest.hasNext(); ) {
                KerasLayer layer = rest.next();
                if (done.containsAll(layer.inputs())) {
                    assembly.at(layer.place(), () -> rules.apply(layer));
                    done.add(layer.name());
                    rest.remove();
                }
            }
            if (waiting.size() == before) {
                throw unreachable(waiting.get(0), waiting, done);
            }
        }
    }

    private KerasLayer layer(JsonNode node, List<String> inputs) {
        return assembly.get("layer " + nameOf(node), () -> KerasLayer.of(node, inputs));
    }

    private List<String> connections(JsonNode node) {
        return assembly.get("layer " + nameOf(node), () -> Connections.of(node.path("inbound_nodes")));
    }

    private static String nameOf(JsonNode node) {
        return node.path("config").path("name").asText(node.path("name").asText("without a name"));
    }

    private BadInputException unreachable(KerasLayer layer, List<KerasLayer> waiting, Set<String> done) {
        String missing = layer.inputs().stream()
                .filter(name -> !done.contains(name))
                .findFirst()
                .orElseThrow();
        boolean exists = waiting.stream().anyMatch(other -> other.name().equals(missing));
        return new BadInputException(
                "it reads '" + missing + "', "
                        + (exists ? "which waits for it or for others in a cycle" : "which is not there"),
                assembly.file() + ", " + layer.place(),
                "correct inbound_nodes");
    }
}
