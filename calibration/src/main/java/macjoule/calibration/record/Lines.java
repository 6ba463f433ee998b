package macjoule.calibration.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;

/**
 * The lines of a file that only grows. A line counts once its line feed is written: what stands behind the last line feed was
 * being written when the run was cut short, and is no record, however whole it looks.
 *
 * @param ends where each line ends in the file, line feed included
 * @param tornBytes how much stands behind the last whole line
 */
record Lines<T>(List<T> values, List<Long> ends, long tornBytes) {

    static <T> Lines<T> read(Path file, Class<T> type) {
        byte[] bytes = bytes(file);
        List<T> values = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
                values.add(RecordJson.line(line, type, file + ", line " + (values.size() + 1)));
                start = i + 1;
                ends.add((long) start);
            }
        }
        return new Lines<>(values, ends, bytes.length - start);
    }

    /** A file that is not there yet has no lines. */
    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot be read (" + e.getClass().getSimpleName() + ")", file.toString(), "make the file readable");
        }
    }
}
