package macjoule.model.reuse;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Reads a table as a paper prints it: the cells of each row by network; lines starting with {@code #} cite the paper. */
final class PrintedTable {
    private PrintedTable() {}

    static Map<String, List<BigDecimal>> read(String resource) throws IOException {
        Map<String, List<BigDecimal>> rows = new LinkedHashMap<>();
        try (InputStream csv = Objects.requireNonNull(PrintedTable.class.getResourceAsStream(resource), resource)) {
            String text = new String(csv.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> cells = Arrays.asList(line.split(",", -1));
                rows.put(
                        cells.get(0),
                        cells.stream().skip(1).map(BigDecimal::new).toList());
            });
        }
        return rows;
    }

    /** The cells that differ, as {@code network column: ours, printed theirs}. */
    static List<String> differences(
            String network, List<String> columns, List<BigDecimal> ours, List<BigDecimal> printed) {
        return IntStream.range(0, columns.size())
                .filter(column -> ours.get(column).compareTo(printed.get(column)) != 0)
                .mapToObj(column -> network + " " + columns.get(column) + ": " + ours.get(column) + ", printed "
                        + printed.get(column))
                .toList();
    }
}
