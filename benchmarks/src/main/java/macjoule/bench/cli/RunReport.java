package macjoule.bench.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.bench.run.Host;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Table;
import macjoule.calibration.report.html.ReportFiles;
import org.jspecify.annotations.Nullable;

/** Collects what the steps of a run yield into one page, with its numbers beside it. */
final class RunReport {
    private static final String FILE = "report.html";

    private final Host host;
    private final Instant start;
    private final List<Section> sections = new ArrayList<>();
    private String measured = "nothing in this run";
    private Fact sensor = Fact.unavailable("energy sensor", "nothing was measured in this run");

    RunReport(Host host, Instant start) {
        this.host = host;
        this.start = start;
    }

    Host host() {
        return host;
    }

    /** What was measured, in one line. */
    String measured() {
        return measured;
    }

    void setMeasured(Fact by, String what) {
        sensor = by;
        measured = what;
    }

    Path file(RunDirectory directory) {
        return directory.path().resolve(FILE);
    }

    void add(String id, String heading, Origin origin, Table<?> table) {
        String explanation = sentence(String.join(" ", table.title()));
        sections.add(new Section(id, heading, origin, explanation, new DataTable(table.bare()), table.notes()));
    }

    /** What stands above tables on a terminal, as it would be written on a page. */
    private static String sentence(String text) {
        String start = text.substring(0, Math.min(1, text.length())).toUpperCase(Locale.ROOT);
        return text.isEmpty() ? text : start + text.substring(1) + ".";
    }

    void addAll(List<Section> more) {
        sections.addAll(more);
    }

    String writeTo(RunDirectory directory) {
        Instant when = start.truncatedTo(ChronoUnit.SECONDS);
        List<Fact> facts = List.of(
                Fact.of("started", when.toString()),
                Fact.of("version", MacjouleCommand.version()),
                fact("processor", host.cpu(), "the system does not name it"),
                Fact.of("logical cores", String.valueOf(host.logicalCores())),
                Fact.of("system", host.os() + ", " + host.architecture()),
                Fact.of("Java", host.java()),
                fact("NVIDIA driver", host.nvidiaDriver(), "no NVIDIA kernel driver is loaded"),
                sensor,
                Fact.of("measured", measured));
        ReportFiles.of(file(directory)).write(ReportDocument.byOrigin("macjoule run of " + when, facts, sections));
        return FILE;
    }

    private static Fact fact(String name, @Nullable String value, String reasonIfUnknown) {
        return value == null ? Fact.unavailable(name, reasonIfUnknown) : Fact.of(name, value);
    }
}
