package macjoule.model.format.darknet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import macjoule.model.BadInputException;

/** Splits a cfg file into its sections. */
final class Sections {
    private Sections() {}

    static List<Section> of(String file, String text) {
        List<Section> sections = new ArrayList<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                sections.add(new Section(line.substring(1, line.length() - 1).strip(), number, new HashMap<>()));
            } else if (!isComment(line)) {
                setting(sections, line, file + ", line " + number);
            }
        }
        return sections;
    }

    private static boolean isComment(String line) {
        return line.isEmpty() || line.startsWith("#") || line.startsWith(";");
    }

    private static void setting(List<Section> sections, String line, String where) {
        int equals = line.indexOf('=');
        if (equals < 1 || sections.isEmpty()) {
            throw new BadInputException(
                    "'" + line + "' is neither a section nor a setting of one",
                    where,
                    "write [section], then key=value lines");
        }
        Section last = sections.get(sections.size() - 1);
        last.settings()
                .put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
    }
}
