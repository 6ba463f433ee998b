package macjoule.bench.counters;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/** Brings counters that were read elsewhere into a run directory. */
public final class CounterImport {
    private final Path directory;

    /**
     * @param directory the run directory, or any folder that is to have a file of counters
     */
    public CounterImport(Path directory) {
        this.directory = directory;
    }

    /** Takes over the counters of another run. */
    public List<CounterRecord> run(Path otherDirectory) {
        return keep(CountersFile.read(otherDirectory).stream()
                .collect(Collectors.groupingBy(CounterRecord::unit, LinkedHashMap::new, Collectors.toList())));
    }

    /**
     * Takes over what Nsight Compute printed.
     *
     * @param cases one for all launches of the file, or as many as there are launches, in their order
     * @param cacheControl null if it is not known, as {@code clockControl}
     */
    public List<CounterRecord> ncu(
            Path file,
            List<String> cases,
            String engine,
            @Nullable String cacheControl,
            @Nullable String clockControl) {
        cases.forEach(BenchmarkCase::of);
        List<KernelLaunch> launches = NcuCsv.parse(text(file), file.toString());
        if (cases.size() != 1 && cases.size() != launches.size()) {
            throw new BadInputException(
                    launches.size() + " launches for " + cases.size() + " cases",
                    file.toString(),
                    "name one case for all launches, or one for each");
        }
        Map<Unit, List<KernelLaunch>> byUnit = new LinkedHashMap<>();
        for (int i = 0; i < launches.size(); i++) {
            Unit unit = new Unit(cases.get(cases.size() == 1 ? 0 : i), engine);
            byUnit.computeIfAbsent(unit, key -> new ArrayList<>()).add(launches.get(i));
        }
        Circumstances circumstances =
                new Circumstances("ncu, from " + file.getFileName(), Origin.REPLAYED, cacheControl, clockControl);
        Map<Unit, List<CounterRecord>> records = new LinkedHashMap<>();
        byUnit.forEach((unit, own) -> records.put(unit, CaseCounters.of(unit, own, circumstances, List.of())));
        return keep(records);
    }

    private List<CounterRecord> keep(Map<Unit, List<CounterRecord>> records) {
        CounterStore store = CounterStore.of(directory);
        records.forEach(store::put);
        return records.values().stream().flatMap(List::stream).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new BadInputException("not UTF-8 text", file.toString(), "give the output of ncu --csv");
        } catch (IOException e) {
            throw new BadInputException("cannot be read", file.toString(), "name a file that can be read");
        }
    }
}
