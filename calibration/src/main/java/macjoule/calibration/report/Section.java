package macjoule.calibration.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One part of a report.
 *
 * @param id names its anchor and its files: lower case letters, digits and hyphens
 * @param explanation one sentence that says what is shown
 * @param notes lines below the body, such as what is left out and why
 */
public record Section(String id, String heading, Origin origin, String explanation, Body body, List<String> notes) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Section {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' cannot name files");
        }
        notes = List.copyOf(notes);
    }

    public Section(String id, String heading, Origin origin, String explanation, Body body) {
        this(id, heading, origin, explanation, body, List.of());
    }

    public Section withNotes(List<String> lines) {
        return new Section(id, heading, origin, explanation, body, lines);
    }

    /** With one more line below. */
    public Section withMoreNotes(String line) {
        return withNotes(Stream.concat(notes.stream(), Stream.of(line)).toList());
    }
}
