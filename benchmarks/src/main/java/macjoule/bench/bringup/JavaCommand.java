package macjoule.bench.bringup;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import macjoule.bench.jmh.QuietJava;

/** The command that starts a class of this program as this process was started. */
final class JavaCommand {
    private JavaCommand() {}

    static List<String> of(String mainClass, List<String> arguments) {
        return of(List.of(), mainClass, arguments);
    }

    /** With more flags for its Java. */
    static List<String> of(List<String> more, String mainClass, List<String> arguments) {
        Set<String> flags = new LinkedHashSet<>(QuietJava.flags());
        flags.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        flags.addAll(more);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return command;
    }
}
