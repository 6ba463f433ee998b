package macjoule.bench.cli;

import java.util.Set;
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
        for (String option : options) {
            if (has(option)) {
                throw besides(other, option);
            }
        }
    }

    /** Refuses every option beside one that says all there is to say. */
    void refuseAllBeside(String only) {
        for (OptionSpec option : parsed.matchedOptions()) {
            String name = option.longestName();
            if (!name.equals(only) && !OF_OUTPUT.contains(name)) {
                throw besides(only, name);
            }
        }
    }

    /** Refuses the options that have no effect unless another one is given. */
    void refuseWithout(String needed, String... options) {
        for (String option : options) {
            if (has(option) && !has(needed)) {
                throw new UsageException("no effect without " + needed, option, "give " + needed + " too");
            }
        }
    }

    private static UsageException besides(String other, String option) {
        return new UsageException("no effect beside " + other, option, "leave one of the two out");
    }
}
