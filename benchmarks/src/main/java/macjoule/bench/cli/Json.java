package macjoule.bench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/** JSON as the command line speaks it: one object with a schema, unknown values null with a reason beside them. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** A new object that says which schema it follows. */
    static ObjectNode document(String command) {
        return object().put("schema", "macjoule." + command + "/1");
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode shape(Shape shape) {
        return array().add(shape.channels()).add(shape.height()).add(shape.width());
    }

    /** Puts a number, or null and beside it, under {@code nameReason}, why there is none. */
    static void putKnown(ObjectNode node, String name, @Nullable Double value, String reasonIfUnknown) {
        node.put(name, value);
        if (value == null) {
            node.put(name + "Reason", reasonIfUnknown);
        }
    }

    static String text(ObjectNode node) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try {
            return MAPPER.writer(printer).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }
}
