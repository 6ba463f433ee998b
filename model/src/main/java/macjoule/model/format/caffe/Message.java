package macjoule.model.format.caffe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import macjoule.model.BadInputException;

/** A message of protobuf text: fields, each with its values in the order written. */
record Message(String file, int line, Map<String, List<Value>> fields) implements Value {

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** The line on which a field is first given, or where the message begins if it is not. */
    int lineOf(String field) {
        return values(field).stream().findFirst().map(Value::line).orElse(line);
    }

    /** The value of a field; the last one counts if there are several. */
    Optional<String> text(String field) {
        List<String> all = texts(field);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    List<String> texts(String field) {
        return values(field).stream().map(value -> scalar(field, value)).toList();
    }

    int integer(String field, int otherwise) {
        List<Integer> all = integers(field);
        return all.isEmpty() ? otherwise : all.get(all.size() - 1);
    }

    /** A whole number without which the layer means nothing. */
    int required(String field) {
        if (!has(field)) {
            throw new BadInputException("'" + field + "' is missing", place(line), "give a whole number");
        }
        return integer(field, 0);
    }

    List<Integer> integers(String field) {
        return texts(field).stream().map(text -> parse(field, text)).toList();
    }

    boolean flag(String field, boolean otherwise) {
        return text(field)
                .map(text -> switch (text) {
                    case "true", "True", "t", "1" -> true;
                    case "false", "False", "f", "0" -> false;
                    default ->
                        throw new BadInputException(
                                field + " '" + text + "' is neither true nor false",
                                place(line),
                                "write true or false");
                })
                .orElse(otherwise);
    }

    /** A message within this one; empty if it is not there, as all its fields then have their defaults. */
    Message message(String field) {
        List<Message> all = messages(field);
        return all.isEmpty() ? new Message(file, line, Map.of()) : all.get(all.size() - 1);
    }

    List<Message> messages(String field) {
        return values(field).stream()
                .map(value -> {
                    if (value instanceof Message message) {
                        return message;
                    }
                    throw new BadInputException(
                            "'" + field + "' is a plain value", place(value.line()), "write " + field + " { ... }");
                })
                .toList();
    }

    private List<Value> values(String field) {
        return fields.getOrDefault(field, List.of());
    }

    private String scalar(String field, Value value) {
        if (value instanceof Value.Scalar scalar) {
            return scalar.text();
        }
        throw new BadInputException(
                "'" + field + "' is a message", place(value.line()), "write " + field + ": and a plain value");
    }

    private String place(int lineOfFile) {
        return file + ", line " + lineOfFile;
    }

    private int parse(String field, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new BadInputException(
                    field + " '" + text + "' is not a whole number", place(line), "write a whole number");
        }
    }
}
