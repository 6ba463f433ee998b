package macjoule.bench.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import macjoule.model.Nearest;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The word that decides whether a command line is ours or JMH's, whose exit code for all that it cannot use is that of a regression. */
final class FirstArgument {
    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    /** What our commands look like. JMH takes any part of a benchmark's name, which may look so too. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]+");

    private FirstArgument() {}

    /** Whether it is neither ours nor something of ours misspelt or misplaced. */
    static boolean isForJmh(String first, CommandLine ours) {
        if (OWN_OPTIONS.contains(first) || ours.getSubcommands().containsKey(first) || isMisplacedOption(first, ours)) {
            return false;
        }
        if (!WORD.matcher(first).matches()) {
            return true;
        }
        boolean misspelt = !Nearest.names(first, ours.getSubcommands().keySet()).isEmpty();
        return !misspelt && isPartOfABenchmark(first);
    }

    /** Whether it is a long option of one of our commands, which has to stand behind the command; JMH has none of those names. */
    static boolean isMisplacedOption(String first, CommandLine ours) {
        return longOptions(ours).contains(first.replaceFirst("=.*", ""));
    }

    private static Set<String> longOptions(CommandLine ours) {
        return ours.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .map(CommandSpec::optionsMap)
                .flatMap(options -> options.keySet().stream())
                .filter(name -> name.startsWith("--"))
                .collect(Collectors.toSet());
    }

    private static boolean isPartOfABenchmark(String word) {
        OutputFormat silent = OutputFormatFactory.createFormatInstance(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), VerboseMode.SILENT);
        return !BenchmarkList.defaultList()
                .find(silent, List.of(word), List.of())
                .isEmpty();
    }
}
