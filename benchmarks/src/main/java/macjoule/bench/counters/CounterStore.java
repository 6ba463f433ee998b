package macjoule.bench.counters;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.Unit;

/** The counters of a run directory, written anew with each case, so that a run that is cut short keeps what it has. */
final class CounterStore {
    private final Path directory;
    private final Map<Unit, List<CounterRecord>> records;

    private CounterStore(Path directory, Map<Unit, List<CounterRecord>> records) {
        this.directory = directory;
        this.records = records;
    }

    static CounterStore of(Path directory) {
        List<CounterRecord> known = CountersFile.isIn(directory) ? CountersFile.read(directory) : List.of();
        return new CounterStore(
                directory,
                known.stream()
                        .collect(Collectors.groupingBy(CounterRecord::unit, LinkedHashMap::new, Collectors.toList())));
    }

    /** Whether there are counters of a unit; a failed attempt is none. */
    boolean isRead(Unit unit) {
        return records.getOrDefault(unit, List.of()).stream().anyMatch(one -> one.status() == Status.OK);
    }

    /** Takes the place of what was known of the unit. */
    void put(Unit unit, List<CounterRecord> found) {
        records.put(unit, found);
        CountersFile.write(
                directory, records.values().stream().flatMap(List::stream).toList());
    }
}
