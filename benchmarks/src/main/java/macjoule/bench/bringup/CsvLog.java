package macjoule.bench.bringup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;

/** A CSV file that grows by a line at a time, so that what is known stays when the process dies. */
final class CsvLog<R> {
    private final Path file;
    private final List<Column<R>> columns;

    CsvLog(Path file, List<Column<R>> columns) {
        this.file = file;
        this.columns = columns;
    }

    void add(R row) throws IOException {
        String csv = new Table<>("", columns, List.of(row)).toCsv();
        String added = Files.exists(file) ? csv.substring(csv.indexOf("\r\n") + 2) : csv;
        Files.writeString(file, added, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
