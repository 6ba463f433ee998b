package macjoule.calibration.regression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.model.BadInputException;

/**
 * The runs kept in a folder. They are looked at before a night is measured, so that what is wrong with one of them is known before any
 * time is spent; a run that cannot be read is left out, since one damaged file must not end all nights to come. Only manifests are
 * held meanwhile, as the measurements of many nights would take memory from the night that is measured.
 *
 * @param manifests those of the runs that can be read
 * @param unreadable one line for each of the others: what is wrong, where, and what to do
 */
public record PastRuns(Map<Path, RunManifest> manifests, List<String> unreadable) {

    public PastRuns {
        manifests = Map.copyOf(manifests);
        unreadable = List.copyOf(unreadable);
    }

    /** Of a folder that is yet to be made. */
    public static PastRuns none() {
        return new PastRuns(Map.of(), List.of());
    }

    /** Reads every finished run of a folder once. */
    public static PastRuns in(Path folder) {
        Map<Path, RunManifest> manifests = new LinkedHashMap<>();
        List<String> unreadable = new ArrayList<>();
        for (Path run : runs(folder)) {
            manifest(run, unreadable).ifPresent(manifest -> manifests.put(run, manifest));
        }
        return new PastRuns(manifests, unreadable);
    }

    private static Optional<RunManifest> manifest(Path run, List<String> unreadable) {
        try {
            RunManifest manifest = RunManifest.read(run);
            return Optional.of(
                    manifest.end() == null ? manifest : RunRecord.read(run).manifest());
        } catch (BadInputException e) {
            unreadable.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Those that {@code current} continues, without itself and later ones. */
    public History before(RunRecord current) {
        Series series = Series.of(current.manifest());
        List<RunRecord> nights = new ArrayList<>();
        List<String> left = new ArrayList<>(unreadable);
        int others = 0;
        for (Map.Entry<Path, RunManifest> past : manifests.entrySet()) {
            RunManifest manifest = past.getValue();
            if (!manifest.start().isBefore(current.manifest().start())) {
                continue;
            }
            if (manifest.end() == null || !series.continues(Series.of(manifest))) {
                others++;
                continue;
            }
            try {
                nights.add(RunRecord.read(past.getKey()));
            } catch (BadInputException e) {
                // Damaged while tonight's run was measured.
                left.add(String.valueOf(e.getMessage()));
            }
        }
        nights.sort(Comparator.comparing(night -> night.manifest().start()));
        return new History(nights, others, left);
    }

    private static List<Path> runs(Path folder) {
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(run -> Files.exists(run.resolve(RunManifest.FILE)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadInputException(
                    "no history",
                    folder.toString(),
                    "name the folder that holds the run directories of earlier nights");
        }
    }
}
