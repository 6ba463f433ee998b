package macjoule.bench.bringup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Table;
import macjoule.calibration.report.Unavailable;
import macjoule.calibration.report.WholeFile;
import macjoule.calibration.report.html.HtmlReport;

/** One page of all that the other steps left behind; its numbers are in the files beside it. */
final class BringUpReport implements StepWork {
    static final String FILE = "report.html";

    /** What a bring-up did, as the command writes it. */
    static final String STEPS = "steps.json";

    private static final List<Column<JsonNode>> STEP_COLUMNS = List.of(
            Column.text("name", "step", step -> step.path("name").asText()),
            Column.text("status", "status", step -> step.path("status").asText()),
            Column.decimal("seconds", "seconds", 1, step -> step.path("seconds").asDouble()),
            Column.text("detail", "what came of it", step -> step.path("detail").asText()));

    private static final List<Column<TrafficErrors.Row>> ERROR_COLUMNS = List.of(
            Column.text("model", "model", TrafficErrors.Row::model),
            Column.text("level", "level", row -> row.agreement().level().id()),
            Column.count("layers", "layers", row -> (long) row.agreement().n()),
            Column.decimal("gmae", "GMAE", 4, row -> row.agreement().gmae()),
            Column.decimal(
                    "within10", "share within 10 %", 3, row -> row.agreement().within10()),
            Column.decimal(
                    "within20", "share within 20 %", 3, row -> row.agreement().within20()));

    @Override
    public String run(StepContext context) throws IOException {
        Path folder = context.folder();
        List<Section> sections = new ArrayList<>();
        sections.add(section(
                "steps", "Steps", "What was done, and what came of it.", new Table<>("", STEP_COLUMNS, steps(folder))));
        String errors = addErrors(folder, sections);
        addAlpha(folder, sections);
        addCsv(folder, Timing.FILE, "timings", "Times and joules", sections);
        addCsv(folder, SelfTest.FILE, "self-test", "Engines held against the reference", sections);
        addCsv(folder, "counters.csv", "counters", "Traffic counted", sections);
        ReportDocument document = new ReportDocument("macjoule bring-up", facts(folder), sections);
        WholeFile.write(context.file(FILE), HtmlReport.of(document));
        return FILE + "; errors of traffic models (GMAE): " + errors;
    }

    private static String addErrors(Path folder, List<Section> sections) throws IOException {
        try {
            List<TrafficErrors.Row> rows = TrafficErrors.of(folder);
            sections.add(section(
                    "errors",
                    "DeLTA and DeLTA+ against the counters",
                    "GMAE is exp(mean |ln(model / counted)|) - 1.",
                    new Table<>("", ERROR_COLUMNS, rows)));
            return TrafficErrors.told(rows);
        } catch (BlockedException e) {
            return "unavailable, " + e.getMessage();
        }
    }

    private static void addAlpha(Path folder, List<Section> sections) {
        try {
            sections.addAll(AlphaFits.of(folder).sections());
        } catch (BlockedException e) {
            sections.add(new Section(
                    "alpha",
                    "Which alpha explains the efficiency measured",
                    Origin.MEASURED,
                    "Alpha fitted to the joules of networks.",
                    new Unavailable(String.valueOf(e.getMessage()))));
        }
    }

    private static void addCsv(Path folder, String file, String id, String heading, List<Section> sections) {
        if (Files.exists(folder.resolve(file))) {
            CsvTable table = CsvTable.read(folder.resolve(file));
            List<Column<CsvRow>> columns =
                    table.header().stream().map(BringUpReport::column).toList();
            String counts = file.equals(Timing.FILE) ? ", MACs by the convention conv-fc" : "";
            String explanation = "As in " + file + ", in plain SI units" + counts + ".";
            sections.add(section(id, heading, explanation, new Table<>("", columns, table.rows())));
        }
    }

    private static Column<CsvRow> column(String name) {
        return Column.text(name, name, row -> row.textIfKnown(name).orElse(Format.UNKNOWN));
    }

    private static Section section(String id, String heading, String explanation, Table<?> table) {
        return new Section(id, heading, Origin.MEASURED, explanation, new DataTable(table));
    }

    private static List<JsonNode> steps(Path folder) throws IOException {
        return StreamSupport.stream(json(folder, STEPS).path("steps").spliterator(), false)
                .toList();
    }

    private static List<Fact> facts(Path folder) throws IOException {
        JsonNode host = json(folder, Identity.FILE);
        List<Fact> facts = new ArrayList<>();
        facts.add(fact(
                "GPU", host.path("gpu").path("name"), host.path("gpuReason").asText("not asked")));
        facts.add(fact("CUDA of the driver", host.path("gpu").path("driver"), "no GPU"));
        facts.add(fact("NVIDIA driver", host.path("host").path("nvidiaDriver"), "no NVIDIA kernel driver is loaded"));
        facts.add(fact("processor", host.path("host").path("cpu"), "the system does not name it"));
        facts.add(fact("system", host.path("host").path("os"), "not asked"));
        facts.add(fact("Java", host.path("host").path("java"), "not asked"));
        return facts;
    }

    private static Fact fact(String name, JsonNode value, String reasonIfUnknown) {
        return value.isTextual() ? Fact.of(name, value.asText()) : Fact.unavailable(name, reasonIfUnknown);
    }

    private static JsonNode json(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        ObjectMapper mapper = new ObjectMapper();
        return Files.exists(file) ? mapper.readTree(file.toFile()) : mapper.createObjectNode();
    }
}
