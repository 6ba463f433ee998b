package macjoule.calibration.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.RunManifest;

/**
 * What must not change between runs that are to be held against each other: the machine, what it runs, and how it is measured. A new
 * driver or another power limit begins a new series.
 */
public record Series(Map<String, String> properties) {

    public Series {
        properties = Map.copyOf(properties);
    }

    public static Series of(RunManifest manifest) {
        Map<String, String> properties = new TreeMap<>();
        flatten("", manifest.host(), properties);
        Plan plan = manifest.plan();
        properties.put("threads", String.valueOf(plan.threads()));
        properties.put("jvmArguments", String.join(" ", plan.jvmArguments()));
        plan.environment().forEach((name, value) -> properties.put("environment." + name, value));
        plan.engines().forEach(engine -> properties.put("device of " + engine.name(), engine.device()));
        properties.put("version", manifest.version());
        return new Series(properties);
    }

    private static void flatten(String prefix, ObjectNode node, Map<String, String> properties) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue() instanceof ObjectNode inner) {
                flatten(prefix + field.getKey() + ".", inner, properties);
            } else {
                properties.put(prefix + field.getKey(), field.getValue().asText());
            }
        }
    }

    /** What differs, a line each, such as {@code nvidiaDriver: 580.65 -> 590.44}; empty for runs of one series. */
    public List<String> differences(Series later) {
        TreeSet<String> names = new TreeSet<>(properties.keySet());
        names.addAll(later.properties.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String before = properties.getOrDefault(name, "-");
            String after = later.properties.getOrDefault(name, "-");
            if (!before.equals(after)) {
                differences.add(name + ": " + before + " -> " + after);
            }
        }
        return differences;
    }

    /** The same but for the version of this tool, which may change between nights without any number changing. */
    boolean continues(Series earlier) {
        return withoutVersion().equals(earlier.withoutVersion());
    }

    private Map<String, String> withoutVersion() {
        return properties.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("version"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
