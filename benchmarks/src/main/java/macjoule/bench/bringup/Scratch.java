package macjoule.bench.bringup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that are of no use once a step is over. */
final class Scratch {
    private static final int LONGEST_LINE = 300;

    private Scratch() {}

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What a process said last, which is why it ended; empty if it said nothing. */
    static String lastLine(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
        return last.substring(0, Math.min(LONGEST_LINE, last.length()));
    }
}
