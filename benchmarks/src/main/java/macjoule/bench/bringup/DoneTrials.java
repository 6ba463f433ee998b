package macjoule.bench.bringup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import macjoule.calibration.csv.CsvTable;

/** What an earlier process of the self-test has in its file already. */
final class DoneTrials {
    private record Done(String key, String engine, String kernel) {}

    private final Set<Done> done = new HashSet<>();

    /**
     * @param file which may not be there yet
     */
    DoneTrials(Path file) {
        if (Files.exists(file)) {
            CsvTable.read(file).rows().forEach(row -> {
                String kernel = row.textIfKnown("kernel").orElse("");
                done.add(new Done(row.text("case"), row.text("engine"), kernel));
                // An engine that was asked for no kernel did the case whichever it took.
                done.add(new Done(row.text("case"), row.text("engine"), ""));
            });
        }
    }

    boolean has(Trial trial) {
        return done.contains(new Done(trial.key(), trial.engine().name(), trial.kernel()));
    }
}
