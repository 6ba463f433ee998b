package macjoule.bench.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;

/** Links a Java runtime that holds what this program and JMH need and no more. */
final class RuntimeImage {
    private static final String MODULES = "java.base,java.logging,java.management,jdk.management,jdk.unsupported";

    /**
     * Flags of every JVM that starts from the image, forks of JMH among them. JNA finds its library in the image instead of
     * unpacking one.
     */
    private static final String FLAGS = "-Djna.nosys=false";

    /** Libraries call native code and sun.misc.Unsafe, of which newer versions of Java warn. */
    private static final String FLAGS_AGAINST_WARNINGS =
            " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

    private static final int WARNS_SINCE = 24;
    private static final int NAMES_COMPRESSION_SINCE = 21;

    private RuntimeImage() {}

    static void link(Jdk jdk, Path target, Path log) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command(jdk, target))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            String said = Files.readString(log).strip();
            throw new BadInputException(
                    "jlink fails (" + said + ")", jdk.home().toString(), "name another JDK with --jdk");
        }
    }

    /** Not compressed: the archive is, and gets smaller that way. */
    static List<String> command(Jdk jdk, Path target) {
        return new ArrayList<>(List.of(
                jdk.jlink().toString(),
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--compress=" + (jdk.version() >= NAMES_COMPRESSION_SINCE ? "zip-0" : "0"),
                "--add-options=" + FLAGS + (jdk.version() >= WARNS_SINCE ? FLAGS_AGAINST_WARNINGS : ""),
                "--output",
                target.toString()));
    }
}
