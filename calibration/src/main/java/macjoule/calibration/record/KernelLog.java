package macjoule.calibration.record;

import java.nio.file.Path;
import java.util.List;

/** Which kernel computed which layer, fork by fork. Written only by runs on a device that tells. */
public final class KernelLog {
    /** The name of the file in a run directory. */
    public static final String FILE = "kernels.jsonl";

    private KernelLog() {}

    /** Adds the kernels of one fork. One that is measured again is here again; the last time counts. */
    public static void append(Path directory, List<KernelUse> uses) {
        Path file = directory.resolve(FILE);
        List<Long> ends = Lines.read(file, KernelUse.class).ends();
        try (Appender appender = new Appender(file, ends.isEmpty() ? 0 : ends.get(ends.size() - 1))) {
            appender.append(uses);
        }
    }

    public static List<KernelUse> read(Path directory) {
        return Lines.read(directory.resolve(FILE), KernelUse.class).values();
    }
}
