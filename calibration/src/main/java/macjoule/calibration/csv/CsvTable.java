package macjoule.calibration.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import macjoule.model.BadInputException;

/** Rows under a header line, as RFC 4180 has them. */
public record CsvTable(String source, List<String> header, List<CsvRow> rows) {
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cc}&&[^\\t\\r\\n]]");
    private static final int MOST_SHOWN = 60;

    public CsvTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    public static CsvTable read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            String what = e instanceof NoSuchFileException ? "there is no such file" : "cannot be read as UTF-8 text";
            BadInputException bad = new BadInputException(what, file.toString(), "name a CSV file");
            bad.initCause(e);
            throw bad;
        }
    }

    /**
     * Reads a table from text.
     *
     * @param source what the text was read from, for messages
     */
    public static CsvTable parse(String text, String source) {
        if (NO_TEXT.matcher(text).find()) {
            throw new BadInputException("holds control characters, as no text does", source, "name a CSV file");
        }
        List<CsvLines.Line> lines = new CsvLines(text, source).all();
        if (lines.isEmpty()) {
            throw new BadInputException("an empty table", source, "start it with a line of column names");
        }
        CsvLines.Line first = lines.get(0);
        List<String> header = first.fields();
        if (new HashSet<>(header).size() < header.size()) {
            throw new BadInputException(
                    "a column name occurs twice in " + header,
                    source + ", line " + first.number(),
                    "rename one of them");
        }
        List<CsvRow> rows = new ArrayList<>();
        for (CsvLines.Line line : lines.subList(1, lines.size())) {
            rows.add(row(source, header, line));
        }
        return new CsvTable(source, header, rows);
    }

    /** Insists on the {@code required} columns, in this order, followed by any of the {@code optional} ones, in any order. */
    public CsvTable requireColumns(List<String> required, List<String> optional) {
        boolean fits = header.size() >= required.size()
                && header.subList(0, required.size()).equals(required)
                && optional.containsAll(header.subList(required.size(), header.size()));
        if (!fits) {
            String wanted =
                    String.join(",", required) + (optional.isEmpty() ? "" : "[," + String.join("][,", optional) + "]");
            throw new BadInputException(
                    "columns " + shortened(String.join(",", header)),
                    source + ", line 1",
                    "the columns must be " + wanted);
        }
        return this;
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    private static CsvRow row(String source, List<String> header, CsvLines.Line line) {
        if (line.fields().size() != header.size()) {
            int column = Math.min(line.fields().size(), header.size()) + 1;
            throw new BadInputException(
                    line.fields().size() + " fields under " + header.size() + " columns",
                    source + ", line " + line.number() + ", column " + column,
                    "give each column one field");
        }
        return new CsvRow(source, line.number(), header, line.fields());
    }

    /** The place of a column, counted from 0. */
    static int indexOf(List<String> header, String column) {
        return IntStream.range(0, header.size())
                .filter(i -> header.get(i).equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + column + " in " + header));
    }
}
