package macjoule.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import macjoule.calibration.report.WholeFile;
import macjoule.model.BadInputException;

/** The directory a run leaves behind. Always a new one: no run overwrites another. */
public final class RunDirectory {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final boolean made;

    private RunDirectory(Path path, boolean made) {
        this.path = path;
        this.made = made;
    }

    /** Where runs are kept unless told otherwise. The launcher tells where the checkout is, wherever it is started from. */
    public static Path defaultParent() {
        return Path.of(System.getProperty("macjoule.home", "")).resolve("results/runs");
    }

    /** Makes a directory named after the time and the command, in a parent that is made if need be. */
    public static RunDirectory create(Path parent, Instant start, String command) {
        String name = STAMP.format(start) + "-" + command;
        try {
            Files.createDirectories(parent);
            Path candidate = parent.resolve(name);
            for (int number = 2; ; number++) {
                try {
                    return new RunDirectory(Files.createDirectory(candidate), true);
                } catch (FileAlreadyExistsException e) {
                    candidate = parent.resolve(name + "-" + number);
                }
            }
        } catch (IOException e) {
            throw unwritable(parent.resolve(name), e);
        }
    }

    /** Makes a directory of the given name, which must be new or empty. */
    public static RunDirectory at(Path path) {
        boolean there = Files.exists(path);
        try {
            Files.createDirectories(path);
            try (Stream<Path> content = Files.list(path)) {
                if (content.findAny().isPresent()) {
                    throw new BadInputException(
                            "not empty", path.toString(), "name a new folder, or take its run up again with --resume");
                }
            }
            if (!Files.isWritable(path)) {
                throw new AccessDeniedException(path.toString());
            }
            return new RunDirectory(path, !there);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Takes back a directory in which nothing was recorded. */
    public static void removeIfEmpty(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // It holds what a run recorded before it ended, which stays.
        } catch (IOException e) {
            throw new UncheckedIOException(directory.toString(), e);
        }
    }

    /** Takes it back with its files, when nothing came of the run. A folder that was there before stays. */
    public void discard() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
        if (made) {
            removeIfEmpty(path);
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

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is a file";
        }
        if (e instanceof AccessDeniedException denied) {
            return "no right to write in " + denied.getFile();
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private static BadInputException unwritable(Path path, IOException e) {
        return new BadInputException(
                "cannot make the run directory (" + reason(e) + ")",
                path.toString(),
                "choose a folder that can be written");
    }
}
