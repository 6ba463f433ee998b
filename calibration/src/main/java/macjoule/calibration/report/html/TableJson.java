package macjoule.calibration.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import org.jspecify.annotations.Nullable;

/** A table as JSON: its columns, the exact values row by row, and beside them what people read where that differs. */
final class TableJson {
    private TableJson() {}

    static <R> ObjectNode of(Table<R> table) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        addAll(json.putArray("title"), table.title());
        ArrayNode columns = json.putArray("columns");
        for (Column<R> column : table.columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("heading", column.heading())
                    .put("numeric", column.numeric());
        }
        ArrayNode values = json.putArray("rows");
        ArrayNode shown = json.putArray("shown");
        for (R row : table.rows()) {
            addRow(values.addArray(), shown.addObject(), table, row);
        }
        addAll(json.putArray("footer"), table.footer());
        addAll(json.putArray("notes"), table.notes());
        return json;
    }

    /** What is shown is kept by the number of the column, from 0. */
    private static <R> void addRow(ArrayNode values, ObjectNode shown, Table<R> table, R row) {
        int number = 0;
        for (Column<R> column : table.columns()) {
            Object value = column.value().apply(row);
            String display = column.display().apply(row);
            addValue(values, value);
            // Most words and counts are shown as anyone would; repeating them would double the size of large tables.
            if (!display.equals(plain(value))) {
                shown.put(String.valueOf(number), display);
            }
            number++;
        }
    }

    /** How the page shows a value for which it is given no other text; reals always have one, with their decimals. */
    private static @Nullable String plain(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return Format.count(((Number) value).longValue());
        }
        return value instanceof Number ? null : Objects.toString(value, "");
    }

    private static void addValue(ArrayNode values, @Nullable Object value) {
        if (value == null) {
            values.addNull();
        } else if (value instanceof Integer || value instanceof Long) {
            values.add(((Number) value).longValue());
        } else if (value instanceof Number number) {
            addReal(values, number.doubleValue());
        } else if (value instanceof Boolean flag) {
            values.add(flag);
        } else {
            values.add(value.toString());
        }
    }

    /** JSON has no word for what is not a number. */
    private static void addReal(ArrayNode values, double value) {
        if (Double.isFinite(value)) {
            values.add(value);
        } else {
            values.addNull();
        }
    }

    private static void addAll(ArrayNode array, Iterable<String> lines) {
        lines.forEach(array::add);
    }
}
