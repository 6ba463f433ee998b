package macjoule.calibration.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind under named columns.
 *
 * @param title lines above the table, such as the convention its counts follow; not in CSV
 * @param footer a last line of cells, such as totals, as many as there are columns; not in CSV, empty for none
 * @param notes lines below the table; not in CSV
 */
public record Table<R>(
        List<String> title, List<Column<R>> columns, List<R> rows, List<String> footer, List<String> notes) {

    public Table {
        title = List.copyOf(title);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        footer = List.copyOf(footer);
        notes = List.copyOf(notes);
        if (!footer.isEmpty() && footer.size() != columns.size()) {
            throw new IllegalArgumentException(footer.size() + " footer cells under " + columns.size() + " columns");
        }
    }

    public Table(String title, List<Column<R>> columns, List<R> rows) {
        this(List.of(title), columns, rows, List.of(), List.of());
    }

    public Table<R> withFooter(List<String> cells) {
        return new Table<>(title, columns, rows, cells, notes);
    }

    public Table<R> withNotes(List<String> lines) {
        return new Table<>(title, columns, rows, footer, lines);
    }

    /** The rows and their totals alone, for where what stands above and below is said in another way. */
    public Table<R> bare() {
        return new Table<>(List.of(), columns, rows, footer, List.of());
    }

    /** Columns aligned for a terminal. */
    public String toText() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::heading).toList());
        for (R row : rows) {
            lines.add(
                    columns.stream().map(column -> column.display().apply(row)).toList());
        }
        if (!footer.isEmpty()) {
            lines.add(footer);
        }
        int[] widths = widths(lines);
        StringBuilder text = new StringBuilder();
        title.forEach(line -> text.append(line).append('\n'));
        for (int i = 0; i < lines.size(); i++) {
            appendAligned(text, lines.get(i), widths);
            if (i == 0 || (!footer.isEmpty() && i == lines.size() - 2)) {
                appendRule(text, widths);
            }
        }
        notes.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** RFC 4180, with the JSON names as header; an unknown value is an empty field. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder();
        appendCsv(csv, column -> column.name());
        for (R row : rows) {
            appendCsv(csv, column -> column.value().apply(row));
        }
        return csv.toString();
    }

    /** A GitHub-flavoured Markdown table, for reports. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder();
        title.forEach(line -> text.append(line).append("\n\n"));
        appendMarkdown(text, column -> column.heading());
        appendMarkdown(text, column -> column.numeric() ? "---:" : "---");
        for (R row : rows) {
            appendMarkdown(text, column -> column.display().apply(row));
        }
        if (!notes.isEmpty()) {
            text.append('\n').append(String.join("\n\n", notes)).append('\n');
        }
        return text.toString();
    }

    private int[] widths(List<List<String>> lines) {
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return widths;
    }

    private void appendAligned(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(columns.get(i).numeric() ? space + cells.get(i) : cells.get(i) + space);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static void appendRule(StringBuilder text, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : "  ").append("─".repeat(widths[i]));
        }
        text.append('\n');
    }

    private void appendMarkdown(StringBuilder text, Function<Column<R>, String> cell) {
        columns.forEach(column ->
                text.append("| ").append(cell.apply(column).replace("|", "\\|")).append(' '));
        text.append("|\n");
    }

    private void appendCsv(StringBuilder csv, Function<Column<R>, @Nullable Object> cell) {
        for (int i = 0; i < columns.size(); i++) {
            csv.append(i == 0 ? "" : ",").append(csvField(cell.apply(columns.get(i))));
        }
        csv.append("\r\n");
    }

    private static String csvField(@Nullable Object value) {
        String field = value == null ? "" : value.toString();
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
