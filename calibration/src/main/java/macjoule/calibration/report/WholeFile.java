package macjoule.calibration.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import macjoule.model.BadInputException;

/** Files that appear whole or not at all: written beside their place, then moved there. */
public final class WholeFile {
    private WholeFile() {}

    public static void write(Path file, String content) {
        Path target = behindLinks(file.toAbsolutePath());
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new BadInputException("not a file that can be written", file.toString(), "name a file");
        }
        try {
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                // A terminal, a pipe or /dev/null is written to; a file moved there would take its place.
                Files.writeString(target, content, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
                return;
            }
            // Not createTempFile: its files are private to the user, and so would be the result.
            Path temporary = folder.resolve(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try {
                Files.writeString(temporary, content, StandardCharsets.UTF_8);
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot write (" + reason(e) + ")",
                    file.toString(),
                    "choose a place that exists and can be written");
        }
    }

    /** A link stays a link; what it leads to is replaced. */
    private static Path behindLinks(Path file) {
        try {
            return Files.isSymbolicLink(file) && Files.isRegularFile(file) ? file.toRealPath() : file;
        } catch (IOException e) {
            return file;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
