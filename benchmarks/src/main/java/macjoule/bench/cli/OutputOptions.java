package macjoule.bench.cli;

import picocli.CommandLine.Option;

/** The options of every command that yields data. */
final class OutputOptions {
    enum Shape {
        TABLE,
        JSON,
        CSV
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json or csv; default ${DEFAULT-VALUE}.")
    Shape format = Shape.TABLE;

    @Option(names = "--quiet", description = "No progress and no notes on the terminal.")
    boolean quiet;

    @Option(names = "--debug", description = "Show a stack trace when something fails.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
