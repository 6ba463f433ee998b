package macjoule.calibration.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import macjoule.calibration.record.JmhResult.JmhMetric;
import macjoule.model.BadInputException;

/**
 * Reads the JSON that JMH writes, of this version and older ones. JMH leaves an empty file when it gives up, leaves out a metric
 * whose profiler did not start, and writes what is no number as a string; the first two are refused here, the third is read.
 */
public final class JmhJsonReader {
    private static final String REMEDY = "measure again";
    private final Path file;

    private JmhJsonReader(Path file) {
        this.file = file;
    }

    /**
     * Reads all rows.
     *
     * @param expectedLabels the secondary metrics that every row must have
     */
    public static List<JmhResult> read(Path file, Set<String> expectedLabels) {
        return new JmhJsonReader(file).rows(RecordJson.tree(file), expectedLabels);
    }

    private List<JmhResult> rows(JsonNode tree, Set<String> expectedLabels) {
        if (!tree.isArray() || tree.isEmpty()) {
            throw new BadInputException("no rows of results", file.toString(), REMEDY);
        }
        List<JmhResult> rows = new ArrayList<>();
        for (JsonNode row : tree) {
            String where = file + ", row " + (rows.size() + 1);
            JmhResult result = row(row, where);
            for (String label : expectedLabels) {
                if (!result.secondary().containsKey(label)) {
                    throw new BadInputException(
                            "no metric '" + label + "', so its profiler did not run in the fork", where, REMEDY);
                }
            }
            rows.add(result);
        }
        return rows;
    }

    private static JmhResult row(JsonNode row, String where) {
        Map<String, String> params = new LinkedHashMap<>();
        row.path("params")
                .properties()
                .forEach(entry -> params.put(entry.getKey(), entry.getValue().asText()));
        Map<String, JmhMetric> secondary = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : row.path("secondaryMetrics").properties()) {
            secondary.put(plainLabel(entry.getKey()), metric(entry.getValue(), where + ", metric " + entry.getKey()));
        }
        return new JmhResult(
                required(row, "benchmark", where).asText(),
                required(row, "mode", where).asText(),
                row.path("forks").asInt(),
                params,
                metric(required(row, "primaryMetric", where), where),
                secondary);
    }

    /** JMH before 1.34 put a middle dot before the labels of its profilers. */
    private static String plainLabel(String label) {
        return label.startsWith("\u00b7") ? label.substring(1) : label;
    }

    private static JmhMetric metric(JsonNode metric, String where) {
        List<List<Double>> raw = new ArrayList<>();
        for (JsonNode fork : metric.path("rawData")) {
            List<Double> windows = new ArrayList<>();
            fork.forEach(value -> windows.add(number(value, where)));
            raw.add(windows);
        }
        return new JmhMetric(
                number(required(metric, "score", where), where),
                metric.has("scoreError") ? number(metric.get("scoreError"), where) : Double.NaN,
                required(metric, "scoreUnit", where).asText(),
                raw);
    }

    private static JsonNode required(JsonNode node, String name, String where) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new BadInputException(name + " is missing", where, REMEDY);
        }
        return value;
    }

    private static double number(JsonNode value, String where) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return switch (value.asText()) {
            case "NaN" -> Double.NaN;
            case "+INF", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new BadInputException("'" + value.asText() + "' is not a number", where, REMEDY);
        };
    }
}
