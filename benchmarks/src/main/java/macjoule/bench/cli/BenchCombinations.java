package macjoule.bench.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options of {@code bench} of which one would make the other come to nothing without a word. */
final class BenchCombinations {
    private static final String RESUME = "--resume";
    private static final String COUNTERS = "--counters";
    private static final Set<String> OF_COUNTERS =
            Set.of("--cache-control", "--clock-control", "--counter-seconds", "--counter-minutes");

    /** All else is as the plan of the run says. */
    private static final Set<String> BESIDE_RESUME =
            Set.of(RESUME, COUNTERS, "--require-energy", "--format", "--quiet", "--debug");

    private BenchCombinations() {}

    static void check(ParseResult given) {
        List<String> names =
                given.matchedOptions().stream().map(OptionSpec::longestName).toList();
        if (names.contains(RESUME)) {
            List<String> planned = names.stream()
                    .filter(name -> !BESIDE_RESUME.contains(name) && !OF_COUNTERS.contains(name))
                    .toList();
            refuse(planned, "beside --resume", "leave out what the plan of the run says already");
        }
        if (!names.contains(COUNTERS)) {
            List<String> without = names.stream().filter(OF_COUNTERS::contains).toList();
            refuse(without, "without --counters", "give --counters too, or leave it out");
        }
    }

    private static void refuse(List<String> options, String why, String remedy) {
        if (!options.isEmpty()) {
            throw new UsageException(String.join(" and ", options) + " " + why, "macjoule bench", remedy);
        }
    }
}
