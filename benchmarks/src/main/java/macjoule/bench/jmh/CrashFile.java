package macjoule.bench.jmh;

import java.nio.file.Path;

/** Where a JVM that crashes writes what it knows; its own choice is the folder that the user happens to be in. */
public final class CrashFile {
    private static final String NAME = "hs_err_pid%p.log";

    private CrashFile() {}

    /** The flag for a process whose crashes are to be told of in a folder. */
    public static String flagFor(Path folder) {
        // The JVM replaces %p by the process' number, and %% by a single one.
        String place = folder.toAbsolutePath().normalize().toString().replace("%", "%%");
        return "-XX:ErrorFile=" + Path.of(place).resolve(NAME);
    }
}
