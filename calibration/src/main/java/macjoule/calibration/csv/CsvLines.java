package macjoule.calibration.csv;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;

/** Splits comma-separated text into lines of fields. Quoted fields may hold commas, line ends and doubled quotes. */
final class CsvLines {
    /** A line that was not empty, and its number in the text. */
    record Line(int number, List<String> fields) {
        Line {
            fields = List.copyOf(fields);
        }

        boolean isBlank() {
            return fields.size() == 1 && fields.get(0).isBlank();
        }
    }

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char END = '\0';

    private final String text;
    private final String source;
    private int position;
    private int lineNumber = 1;

    CsvLines(String text, String source) {
        this.text = text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
        this.source = source;
    }

    List<Line> all() {
        List<Line> lines = new ArrayList<>();
        while (position < text.length()) {
            Line line = line();
            if (!line.isBlank()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private Line line() {
        int number = lineNumber;
        List<String> fields = new ArrayList<>();
        fields.add(field(1));
        while (current() == ',') {
            position++;
            fields.add(field(fields.size() + 1));
        }
        if (current() == '\r') {
            position++;
        }
        if (current() == '\n') {
            position++;
        }
        lineNumber++;
        return new Line(number, fields);
    }

    private String field(int column) {
        if (current() == '"') {
            return quoted(column);
        }
        int start = position;
        while (!isFieldEnd(current())) {
            if (current() == '"') {
                throw bad(
                        "a quotation mark inside a field", column, "put the whole field in quotes and double the mark");
            }
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted(int column) {
        StringBuilder field = new StringBuilder();
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c != '"') {
                lineNumber += c == '\n' ? 1 : 0;
                field.append(c);
            } else if (current() == '"') {
                field.append('"');
                position++;
            } else if (isFieldEnd(current())) {
                return field.toString();
            } else {
                throw bad("text after a closing quotation mark", column, "double the marks within the field");
            }
        }
        throw bad("a quotation mark that is never closed", column, "close it");
    }

    private BadInputException bad(String what, int column, String remedy) {
        return new BadInputException(what, source + ", line " + lineNumber + ", column " + column, remedy);
    }

    private boolean isFieldEnd(char c) {
        return c == ',' || c == '\r' || c == '\n' || position >= text.length();
    }

    private char current() {
        return position < text.length() ? text.charAt(position) : END;
    }
}
