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
                Long.parseLong(files.read(folder.resolve("max_energy_range_uj")).strip()),
                files);
    }

    long read() throws IOException {
        return Long.parseLong(files.read(energy).strip());
    }

    /** Right if fewer than one range of energy went by in between. */
    long since(long before, long now) {
        return now >= before ? now - before : now - before + range;
    }
}
