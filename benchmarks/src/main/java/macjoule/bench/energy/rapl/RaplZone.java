package macjoule.bench.energy.rapl;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One counter of microjoules that begins anew at its range.
 *
 * @param name such as {@code package-0} or {@code dram}
 */
record RaplZone(String name, Path energy, long range, FileText files) {
    /** Reads a small file, whole. */
    @FunctionalInterface
    interface FileText {
        String read(Path file) throws IOException;
    }

    static RaplZone of(Path folder, FileText files) throws IOException {
        return new RaplZone(
                files.read(folder.resolve("name")).strip(),
                folder.resolve("energy_uj"),
                number(folder.resolve("max_energy_range_uj"), files),
                files);
    }

    long read() throws IOException {
        return number(energy, files);
    }

    private static long number(Path file, FileText files) throws IOException {
        String text = files.read(file).strip();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException(file + " holds no number: " + text, e);
        }
    }

    /** Right if fewer than one range of energy went by in between. */
    long since(long before, long now) {
        return now >= before ? now - before : now - before + range;
    }
}
