package macjoule.model.format.darknet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import macjoule.model.BadInputException;

/** One section of a cfg file: its kind and its settings. */
record Section(String kind, int line, Map<String, String> settings) {

    boolean has(String key) {
        return settings.containsKey(key);
    }

    String text(String key, String otherwise) {
        return settings.getOrDefault(key, otherwise);
    }

    int integer(String key, int otherwise) {
        return has(key) ? parse(key, text(key, "")) : otherwise;
    }

    /** A whole number without which the section means nothing. */
    int required(String key) {
        if (!has(key)) {
            throw new BadInputException("'" + key + "' is missing", kind, "write " + key + "= and a whole number");
        }
        return integer(key, 0);
    }

    boolean flag(String key) {
        return integer(key, 0) != 0;
    }

    /** Whole numbers separated by commas; at least one. */
    List<Integer> integers(String key) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text(key, "").split(",", -1)) {
            numbers.add(parse(key, part.strip()));
        }
        return numbers;
    }

    private static int parse(String key, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new BadInputException(
                    key + " '" + text + "' is not a whole number", key, "write a whole number after " + key + "=");
        }
    }
}
