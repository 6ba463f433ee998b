package macjoule.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.record.KernelUse;
import macjoule.calibration.record.Unit;

/** What a measured JVM tells of the kernels that compute its case. It writes them to a file, since JMH carries numbers only. */
public final class KernelLines {
    private static final String PROPERTY = "macjoule.kernels";
    private static final String FILE = "kernels.part";
    private static final String BETWEEN = ": ";

    private KernelLines() {}

    /**
     * Makes room beside what JMH prints and gives the flag that has the measured JVM write there. What a fork left whose parent
     * died before it read it must not pass for the next one's.
     */
    static String prepare(Path log) {
        try {
            Files.deleteIfExists(file(log));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make room for the kernels of a fork", e);
        }
        return "-D" + PROPERTY + "=" + file(log).toAbsolutePath();
    }

    private static Path file(Path log) {
        return log.resolveSibling(FILE);
    }

    /** Writes the lines, in a JVM that was told where to. */
    static void hand(List<String> lines) {
        String file = System.getProperty(PROPERTY);
        if (file != null) {
            try {
                Files.write(Path.of(file), lines);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot tell of the kernels", e);
            }
        }
    }

    /**
     * Reads and deletes what a fork wrote; nothing if it computes on no device that tells.
     *
     * @param log where JMH printed to
     */
    public static List<KernelUse> takeFrom(Path log, Unit unit, int fork) throws IOException {
        Path file = file(log);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<KernelUse> uses = Files.readAllLines(file).stream()
                .filter(line -> line.contains(BETWEEN))
                .map(line -> use(unit, fork, line))
                .toList();
        Files.delete(file);
        return uses;
    }

    private static KernelUse use(Unit unit, int fork, String line) {
        int end = line.indexOf(BETWEEN);
        return new KernelUse(
                unit.key(), unit.engine(), fork, line.substring(0, end), line.substring(end + BETWEEN.length()));
    }
}
