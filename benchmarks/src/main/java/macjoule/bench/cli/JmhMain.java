package macjoule.bench.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.jmh.QuietJava;

/** JMH's own command line. */
final class JmhMain {
    private JmhMain() {}

    /** Runs JMH: here, unless this Java would warn on the terminal about what JMH and the libraries do. */
    static void run(String[] args) throws IOException {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
        if (own.containsAll(QuietJava.flags())) {
            org.openjdk.jmh.Main.main(args);
        } else {
            System.exit(inQuietProcess(own, args));
        }
    }

    /** JMH hands the flags of its process on to the ones it measures. */
    private static int inQuietProcess(List<String> own, String[] args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(own);
        command.addAll(QuietJava.flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), org.openjdk.jmh.Main.class.getName()));
        command.addAll(List.of(args));
        Process jmh = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(jmh::destroy, "end JMH"));
        try {
            return jmh.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERNAL;
        }
    }
}
