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
 * driver or another power limit begins a new series, of times and of energies alike.
 *
 * <p>What a GPU tells of itself is known only where its management library was asked, so a value that is missing from either run,
 * such as one of a run recorded by an older version, is no change: it must not end a series of times. Two values that are known and
 * differ are one. How energy was sensed is no matter of the times; it ends a series of energies alone. Of which kind each case's
 * joules are is asked case by case, see {@link EnergyKinds}.
 *
 * @param properties of the host, the engines and the measured process, all of which every run knows
 * @param devices what GPUs told of their firmware, modes, limits and clocks
 * @param sensing by what and from where energies come
 */
public record Series(Map<String, String> properties, Map<String, String> devices, Map<String, String> sensing) {

    public Series {
        properties = Map.copyOf(properties);
        devices = Map.copyOf(devices);
        sensing = Map.copyOf(sensing);
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
        SensedDevices sensed = SensedDevices.of(manifest.energy());
        return new Series(properties, sensed.devices(), sensed.sensing());
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
        differences.addAll(changes(devices, later.devices));
        differences.addAll(changes(sensing, later.sensing));
        return differences;
    }

    /** What is known of both and differs. */
    private static List<String> changes(Map<String, String> before, Map<String, String> after) {
        return new TreeMap<>(before)
                .entrySet().stream()
                        .filter(entry -> after.containsKey(entry.getKey()))
                        .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
                        .map(entry -> entry.getKey() + ": " + entry.getValue() + " -> " + after.get(entry.getKey()))
                        .toList();
    }

    /** The same but for the version of this tool, which may change between nights without any number changing. */
    boolean continues(Series earlier) {
        return withoutVersion().equals(earlier.withoutVersion())
                && changes(earlier.devices, devices).isEmpty();
    }

    /** Whether energies are sensed in the same way as well. */
    boolean continuesEnergyOf(Series earlier) {
        return continues(earlier) && changes(earlier.sensing, sensing).isEmpty();
    }

    private Map<String, String> withoutVersion() {
        return properties.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("version"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
