package macjoule.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import macjoule.calibration.alpha.HardwareProfile;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Table;
import macjoule.calibration.report.html.ReportFiles;
import macjoule.calibration.report.sections.ComparisonSections;
import macjoule.calibration.report.sections.ComputedReport;
import macjoule.calibration.report.sections.DiWeight;
import macjoule.calibration.report.sections.MeasuredReport;
import macjoule.calibration.report.sections.RunSections;
import macjoule.calibration.report.sections.SimulatedLayer;
import macjoule.calibration.report.sections.SimulationSections;
import macjoule.calibration.report.svg.SvgFiles;
import macjoule.model.gpu.GpuCatalogue;
import org.jspecify.annotations.Nullable;
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
    /** As many layers as can be simulated while one waits. */
    private static final int SIMULATED_LAYERS = 12;

    private static final String SIMULATED_GPU = "titan-xp";

    /** The same for every report, and the slowest part of one: once for a process that writes several. */
    private static final class Simulated {
        static final List<SimulatedLayer> LAYERS =
                SimulatedLayers.of(GpuCatalogue.find(SIMULATED_GPU), SIMULATED_LAYERS);
    }

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run directories.")
    private List<Path> runs = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "report.html",
            description = "The page to write; default ${DEFAULT-VALUE}.")
    private Path file = Path.of("report.html");

    @Option(names = "--svg", paramLabel = "DIR", description = "Write each chart there as an image too.")
    private @Nullable Path svg;

    @Option(
            names = "--gpu",
            paramLabel = "GPU",
            description =
                    "What the models of traffic and time take the card to be: a name that 'gpus' lists, or a file."
                            + " Without it, what each manifest says.")
    private @Nullable String gpu;

    @Option(
            names = "--alpha-from",
            paramLabel = "FILE",
            description =
                    "Alpha of DI as 'calibrate alpha' kept it in this hardware profile; without it the paper's 0.8.")
    private @Nullable Path profile;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        // What cannot be written is refused before anything is read.
        ReportFiles files = ReportFiles.of(file);
        if (output.format == OutputOptions.Shape.CSV) {
            throw new UsageException(
                    "a whole report as CSV", "--format", "take its tables from " + files.csv() + ", or ask for json");
        }
        if (gpu != null) {
            // A section that cannot be filled tells its obstacle and goes on, which a name mistyped here is not.
            GpuCatalogue.find(gpu);
        }
        DiWeight weight =
                profile == null ? DiWeight.PAPER : DiWeight.of(HardwareProfile.read(profile), profile.toString());
        List<RunRecord> records = runs.stream().map(RunRecord::read).toList();
        List<Section> sections = new ArrayList<>();
        if (records.size() > 1) {
            sections.addAll(ComparisonSections.of(records, labels()));
        }
        for (int i = 0; i < runs.size(); i++) {
            sections.addAll(of(runs.get(i), records.get(i), i, weight));
        }
        sections.addAll(SimulationSections.of(Simulated.LAYERS));
        sections.addAll(ComputedReport.sections(weight));
        files.write(ReportDocument.byOrigin("macjoule report", facts(records), sections));
        if (output.format == OutputOptions.Shape.JSON) {
            spec.commandLine().getOut().print(Files.readString(files.json()));
        }
        note("written to " + file);
        if (svg != null) {
            note(SvgFiles.write(svg, sections) + " charts written to " + svg);
        }
        records.forEach(record -> record.notes().forEach(this::note));
        return ExitCode.OK;
    }

    private void note(String what) {
        if (!output.quiet) {
            spec.commandLine().getErr().println("macjoule: " + what);
        }
    }

    /** Of a single run all that it says; several runs have a section that compares what they say. */
    private List<Fact> facts(List<RunRecord> records) {
        return records.size() == 1
                ? RunSections.facts(records.get(0).manifest())
                : List.of(Fact.of("runs", String.join(", ", labels())));
    }

    /** The names of the directories, told apart where two are called the same. */
    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (Path run : runs) {
            String name = String.valueOf(run.toAbsolutePath().normalize().getFileName());
            labels.add(labels.contains(name) ? name + " (" + (labels.size() + 1) + ")" : name);
        }
        return labels;
    }

    private List<Section> of(Path run, RunRecord record, int index, DiWeight weight) {
        List<Section> sections = new ArrayList<>(new RunTraffic(run, record, gpu).sections(Origin.REPLAYED));
        sections.addAll(MeasuredReport.of(record, Origin.REPLAYED, weight));
        Table<BenchReport.Row> cases = new BenchReport(run, record).table();
        sections.add(new Section(
                "bench",
                "Every case measured",
                Origin.REPLAYED,
                "All that run " + labels().get(index) + " measured, with its peaks.",
                new DataTable(cases.bare()),
                Stream.concat(cases.notes().stream(), record.notes().stream()).toList()));
        return runs.size() == 1
                ? sections
                : sections.stream().map(section -> numbered(section, index)).toList();
    }

    /** Several runs in one report need names of their own. */
    private Section numbered(Section section, int index) {
        return new Section(
                section.id() + "-" + (index + 1),
                section.heading() + ", " + labels().get(index),
                section.origin(),
                section.explanation(),
                section.body(),
                section.notes());
    }
}
