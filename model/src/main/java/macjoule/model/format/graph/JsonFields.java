package macjoule.model.format.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import macjoule.model.BadInputException;

/** The fields of a JSON object, each read as what it must be. A field that is null counts as absent. */
public record JsonFields(JsonNode object) {
    public JsonFields {
        if (!object.isObject()) {
            throw new BadInputException(shortened(object) + " is not an object", "JSON", "write { ... }");
        }
    }

    public boolean has(String field) {
        return object.hasNonNull(field);
    }

    /** A field that may be anything; a JSON null or missing node if it is not there. */
    public JsonNode node(String field) {
        return object.path(field);
    }

    public JsonFields object(String field) {
        return new JsonFields(required(field));
    }

    /** The elements of an array. */
    public List<JsonNode> array(String field) {
        JsonNode value = required(field);
        if (!value.isArray()) {
            throw wrong(field, value, "an array");
        }
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements;
    }

    public String text(String field) {
        JsonNode value = required(field);
        if (!value.isTextual()) {
            throw wrong(field, value, "a string");
        }
        return value.textValue();
    }

    public String text(String field, String otherwise) {
        return has(field) ? text(field) : otherwise;
    }

    public boolean flag(String field, boolean otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        JsonNode value = node(field);
        if (!value.isBoolean()) {
            throw wrong(field, value, "true or false");
        }
        return value.booleanValue();
    }

    public int integer(String field) {
        return whole(field, required(field));
    }

    public int integer(String field, int otherwise) {
        return has(field) ? integer(field) : otherwise;
    }

    /** One whole number, or an array of them. */
    public List<Integer> integers(String field) {
        JsonNode value = required(field);
        if (!value.isArray()) {
            return List.of(whole(field, value));
        }
        List<Integer> numbers = new ArrayList<>();
        value.forEach(element -> numbers.add(whole(field, element)));
        return numbers;
    }

    /** A number for each of two axes; one number stands for both. */
    public Pair pair(String field, int otherwise) {
        return has(field) ? pair(field) : new Pair(otherwise, otherwise);
    }

    /** Like {@link #pair(String, int)}, for a field that must be there. */
    public Pair pair(String field) {
        List<Integer> numbers = integers(field);
        if (numbers.isEmpty() || numbers.size() > 2) {
            throw wrong(field, node(field), "one or two whole numbers");
        }
        return new Pair(numbers.get(0), numbers.get(numbers.size() - 1));
    }

    /** Refuses fields other than these, which are misspelt more often than superfluous. */
    public void allowOnly(Set<String> known) {
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw new BadInputException(
                        "the field '" + field + "' is not known here",
                        "JSON",
                        "use only " + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    private JsonNode required(String field) {
        if (!has(field)) {
            throw new BadInputException("'" + field + "' is missing", "JSON", "add the field \"" + field + "\"");
        }
        return node(field);
    }

    private static int whole(String field, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(field, value, "a whole number");
        }
        return value.intValue();
    }

    private static BadInputException wrong(String field, JsonNode value, String wanted) {
        return new BadInputException(
                "'" + field + "' is " + shortened(value) + ", not " + wanted, "JSON", "write " + wanted);
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** A number for each axis. */
    public record Pair(int vertical, int horizontal) {}
}
