package macjoule.bench.jmh;

import java.util.List;

/**
 * Flags that keep newer versions of Java from warning about what libraries do: JNA and JavaCPP load native code, JavaCPP and JMH use
 * {@code sun.misc.Unsafe}. Older versions do not warn, and know only some of these flags.
 */
public final class QuietJava {
    private static final int FIRST_TO_WARN = 24;

    private QuietJava() {}

    /** The flags for processes that run the Java of this one. */
    public static List<String> flags() {
        return flags(Runtime.version().feature());
    }

    static List<String> flags(int version) {
        return version < FIRST_TO_WARN
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }
}
