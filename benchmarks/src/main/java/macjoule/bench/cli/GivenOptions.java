package macjoule.bench.cli;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What stands on the command line, as against what has a value because there is a default. */
record GivenOptions(ParseResult parsed) {
    /** How results are shown is a matter of its own, beside any other option. */
    private static final Set<String> OF_OUTPUT = Set.of("--format", "--output", "--quiet", "--debug");

    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** Refuses the options that another one leaves without effect. */
    void refuseBeside(String other, String... options) {
        refuse(Stream.of(options).filter(this::has), "beside " + other, "leave out one side or the other");
    }

    /** Refuses every option beside one that says all there is to say. */
    void refuseAllBeside(String only) {
        refuseAllBeside(only, OF_OUTPUT);
    }

    /** The same but for some that have an effect even so. */
    void refuseAllBeside(String only, Set<String> allowed) {
        Stream<String> others = parsed.matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !name.equals(only) && !allowed.contains(name));
        refuse(others, "beside " + only, "leave out one side or the other");
    }

    /** Refuses the options that have no effect unless another one is given. */
    void refuseWithout(String needed, String... options) {
        if (!has(needed)) {
            refuse(Stream.of(options).filter(this::has), "without " + needed, "give " + needed + " too");
        }
    }

    private static void refuse(Stream<String> options, String when, String remedy) {
        String names = options.collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            throw new UsageException("no effect " + when, names, remedy);
        }
    }
}
