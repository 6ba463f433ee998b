package macjoule.bench.bringup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import macjoule.bench.engine.Engine;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;

/** What an earlier process of a step has in its file already. The batch may be smaller there than it was asked for. */
final class DoneCases {
    private final Set<String> done = new HashSet<>();

    /**
     * @param file a table of cases and engines, which may not be there yet
     * @param own which rows are of the step
     */
    DoneCases(Path file, Predicate<CsvRow> own) {
        if (Files.exists(file)) {
            CsvTable.read(file).rows().stream()
                    .filter(own)
                    .forEach(row -> done.add(name(row.text("case"), row.text("engine"))));
        }
    }

    boolean isDone(String key, Engine engine) {
        return done.contains(name(key, engine.name()));
    }

    private static String name(String key, String engine) {
        return engine + " " + key.replaceFirst("/n\\d+$", "");
    }
}
