package macjoule.bench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes recorded runs in the formats of other tools. */
@Command(
        name = "export",
        description =
                "Writes recorded runs in the formats of tools that watch benchmarks; smaller is better in all of them.")
final class ExportCommand implements Callable<Integer> {
    /** Whose format. */
    enum Target {
        BENCHER,
        GITHUB_ACTION_BENCHMARK,
        OTAVA,
        CSV
    }

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run directories; several only for otava.")
    private List<Path> runs = List.of();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TOOL",
            description =
                    "bencher, github-action-benchmark, otava or csv. Otava takes a history: a row for each run, the oldest first.")
    private Target target = Target.CSV;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write there instead of to the terminal.")
    private @Nullable Path file;

    @Option(names = "--quiet", description = "No notes on the terminal.")
    private boolean quiet;

    @Option(names = "--debug", description = "Show a stack trace when something fails.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (runs.size() > 1 && target != Target.OTAVA) {
            throw new UsageException(runs.size() + " runs", "macjoule export", "give one, or export to otava");
        }
        List<RunRecord> records = runs.stream().map(RunRecord::read).toList();
        String text = switch (target) {
            case BENCHER -> Exports.bencher(records.get(0));
            case GITHUB_ACTION_BENCHMARK -> Exports.githubActionBenchmark(records.get(0));
            case OTAVA -> Exports.otava(records);
            case CSV -> new BenchReport(runs.get(0), records.get(0)).table().toCsv();
        };
        if (file == null) {
            spec.commandLine().getOut().print(text);
        } else {
            WholeFile.write(file, text);
            if (!quiet) {
                spec.commandLine().getErr().println("macjoule: written to " + file);
            }
        }
        return ExitCode.OK;
    }
}
