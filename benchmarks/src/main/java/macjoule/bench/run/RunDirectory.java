package macjoule.bench.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import macjoule.calibration.report.WholeFile;
import macjoule.model.BadInputException;

/** The directory a run leaves behind. Always a new one: no run overwrites another. */
public final class RunDirectory {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /** Makes a directory named after the time and the command, in a parent that is made if need be. */
    public static RunDirectory create(Path parent, Instant start, String command) {
        String name = STAMP.format(start) + "-" + command;
        try {
            Files.createDirectories(parent);
            Path candidate = parent.resolve(name);
            for (int number = 2; ; number++) {
                try {
                    return new RunDirectory(Files.createDirectory(candidate));
                } catch (FileAlreadyExistsException e) {
                    candidate = parent.resolve(name + "-" + number);
                }
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot make the run directory (" + e.getClass().getSimpleName() + ")",
                    parent.resolve(name).toString(),
                    "choose a folder that can be written with -o");
        }
    }

    public Path path() {
        return path;
    }

    /** Writes a file of the run, whole. */
    public Path write(String fileName, String content) {
        Path file = path.resolve(fileName);
        WholeFile.write(file, content);
        return file;
    }
}
