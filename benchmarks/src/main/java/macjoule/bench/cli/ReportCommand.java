package macjoule.bench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.html.ReportFiles;
import macjoule.calibration.report.sections.ComputedReport;
import macjoule.calibration.report.sections.RunSections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes one offline page about recorded runs. */
@Command(
        name = "report",
        description =
                "Writes one HTML file that needs no network about recorded runs, with its numbers as CSV and JSON beside it.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run directories.")
    private List<Path> runs = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "report.html",
            description = "The page to write; default ${DEFAULT-VALUE}.")
    private Path file = Path.of("report.html");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Fact> facts = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            RunRecord record = RunRecord.read(runs.get(i));
            String suffix = i == 0 ? "" : "-" + (i + 1);
            facts.addAll(RunSections.facts(record.manifest()));
            sections.addAll(of(runs.get(i), record, suffix));
        }
        sections.addAll(ComputedReport.sections());
        ReportFiles.of(file).write(new ReportDocument("macjoule report", facts, sections));
        if (!output.quiet) {
            spec.commandLine().getErr().println("macjoule: written to " + file);
        }
        return ExitCode.OK;
    }

    private static List<Section> of(Path run, RunRecord record, String suffix) {
        BenchReport bench = new BenchReport(run, record);
        Origin energy = RunSections.energyOrigin(record.manifest(), Origin.REPLAYED);
        return List.of(
                renamed(RunSections.speed(record, Origin.REPLAYED), suffix),
                renamed(RunSections.efficiency(record, energy), suffix),
                renamed(RunSections.sensor(record.manifest(), energy), suffix),
                new Section(
                        "bench" + suffix,
                        "Every case",
                        Origin.REPLAYED,
                        "All that run " + run + " measured.",
                        new DataTable(bench.table())));
    }

    /** Several runs in one report need names of their own. */
    private static Section renamed(Section section, String suffix) {
        return new Section(
                section.id() + suffix,
                section.heading(),
                section.origin(),
                section.explanation(),
                section.body(),
                section.notes());
    }
}
