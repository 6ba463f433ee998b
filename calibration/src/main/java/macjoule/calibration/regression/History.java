package macjoule.calibration.regression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.model.BadInputException;

/**
 * The finished runs of one series, the oldest first.
 *
 * @param others how many runs in the folder belong to another series or are unfinished
 */
public record History(List<RunRecord> nights, int others) {

    public History {
        nights = List.copyOf(nights);
    }

    /** The runs in a folder that {@code current} continues, without itself and later ones. */
    public static History before(RunRecord current, Path folder) {
        List<RunRecord> nights = new ArrayList<>();
        int others = 0;
        for (Path run : runs(folder)) {
            RunManifest manifest = RunManifest.read(run);
            if (!manifest.start().isBefore(current.manifest().start())) {
                continue;
            }
            if (manifest.end() != null && Series.of(current.manifest()).continues(Series.of(manifest))) {
                nights.add(RunRecord.read(run));
            } else {
                others++;
            }
        }
        nights.sort(Comparator.comparing(night -> night.manifest().start()));
        return new History(nights, others);
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
