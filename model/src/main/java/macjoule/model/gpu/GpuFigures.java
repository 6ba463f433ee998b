package macjoule.model.gpu;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;
import org.jspecify.annotations.Nullable;

/** The fields of one GPU as they stand in a file, each with its source, checked as they are taken. */
final class GpuFigures {
    private static final List<String> LABELS = List.of("name", "title");
    private static final List<String> KEYWORDS = List.of("schema", "source", "from");
    private static final List<String> FIGURES = Arrays.stream(GpuSpec.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !LABELS.contains(name) && !name.equals("sources"))
            .toList();
    private static final List<String> KNOWN =
            Stream.of(LABELS, KEYWORDS, FIGURES).flatMap(List::stream).toList();

    /** No rate, power or latency of a real card comes near these; results beyond them would leave the range of a double. */
    private static final double LEAST = 1e-3;

    private static final double MOST = 1e24;

    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final String where;

    private GpuFigures(String where) {
        this.where = where;
    }

    static GpuFigures of(JsonNode gpu, String file) {
        JsonNode name = gpu.path("name");
        GpuFigures figures = new GpuFigures(name.isTextual() ? file + ", GPU " + name.textValue() : file);
        figures.collect(gpu, file);
        return figures;
    }

    private void collect(JsonNode gpu, String file) {
        String ownSource = gpu.hasNonNull("source") ? text("source", gpu.get("source")) : file;
        for (Map.Entry<String, JsonNode> field : gpu.properties()) {
            if (LABELS.contains(field.getKey())) {
                values.put(field.getKey(), field.getValue());
            } else if (field.getKey().equals("from")) {
                collectGroups(field.getValue());
            } else if (!KEYWORDS.contains(field.getKey())) {
                add(field, ownSource, KNOWN);
            }
        }
    }

    private void collectGroups(JsonNode groups) {
        if (!groups.isObject()) {
            throw bad("from is " + groups, "write \"from\": {\"the source\": {\"smCount\": 80}}");
        }
        for (Map.Entry<String, JsonNode> group : groups.properties()) {
            if (group.getKey().isBlank() || !group.getValue().isObject()) {
                throw bad(
                        "from has \"" + group.getKey() + "\": " + group.getValue(),
                        "write \"the source\": {\"smCount\": 80}");
            }
            for (Map.Entry<String, JsonNode> field : group.getValue().properties()) {
                add(field, group.getKey(), FIGURES);
            }
        }
    }

    private void add(Map.Entry<String, JsonNode> field, String source, List<String> known) {
        String name = field.getKey();
        if (!FIGURES.contains(name)) {
            throw bad("unknown field " + name, Nearest.hint(name, known));
        }
        if (field.getValue().isNull()) {
            return;
        }
        if (values.put(name, field.getValue()) != null) {
            throw bad(name + " is given twice", "keep one of the two");
        }
        sources.put(name, source);
    }

    Map<String, String> sources() {
        return sources;
    }

    String text(String field) {
        return text(field, required(field));
    }

    @Nullable
    String optionalText(String field) {
        JsonNode value = values.get(field);
        return value == null ? null : text(field, value);
    }

    double positive(String field) {
        return positive(field, required(field));
    }

    @Nullable
    Double optionalPositive(String field) {
        JsonNode value = values.get(field);
        return value == null ? null : (Double) positive(field, value);
    }

    double zeroOrMore(String field) {
        JsonNode value = required(field);
        double number = finite(field, value);
        if (number < 0) {
            throw bad(field + " is " + value, "give a number that is not negative");
        }
        return number;
    }

    long whole(String field) {
        return whole(field, required(field));
    }

    @Nullable
    Long optionalWhole(String field) {
        JsonNode value = values.get(field);
        return value == null ? null : (Long) whole(field, value);
    }

    int wholeInt(String field) {
        long number = whole(field);
        if (number > Integer.MAX_VALUE) {
            throw bad(field + " is " + number, "give a number below 2^31");
        }
        return (int) number;
    }

    private JsonNode required(String field) {
        JsonNode value = values.get(field);
        if (value == null) {
            throw bad(field + " is missing", "add it; every GPU needs it");
        }
        return value;
    }

    private String text(String field, JsonNode value) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw bad(field + " is " + value, "give a text in quotes");
        }
        return value.textValue();
    }

    private double finite(String field, JsonNode value) {
        if (!value.isNumber()) {
            throw bad(field + " is " + value, "give a number");
        }
        if (!Double.isFinite(value.doubleValue())) {
            throw bad(field + " is " + value.asText(), "give a finite number");
        }
        if (value.doubleValue() > MOST) {
            throw absurd(field, value);
        }
        return value.doubleValue();
    }

    private double positive(String field, JsonNode value) {
        double number = finite(field, value);
        if (number <= 0) {
            throw bad(field + " is " + value, "give a positive number");
        }
        if (number < LEAST) {
            throw absurd(field, value);
        }
        return number;
    }

    private long whole(String field, JsonNode value) {
        double number = positive(field, value);
        if (number != Math.rint(number) || number >= Long.MAX_VALUE) {
            throw bad(field + " is " + value, "give a whole number");
        }
        return value.longValue();
    }

    private BadInputException absurd(String field, JsonNode value) {
        return bad(field + " is " + value, "give it in base units: no card is beyond " + LEAST + " to " + MOST);
    }

    private BadInputException bad(String what, String remedy) {
        return new BadInputException(what, where, remedy);
    }
}
