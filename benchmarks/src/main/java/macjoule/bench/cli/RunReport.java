package macjoule.bench.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.run.Host;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.report.Table;

/** Collects what the steps of a run yield into one Markdown file. */
final class RunReport {
    private static final String FILE = "report.md";

    private final Host host;
    private final Instant start;
    private final List<String> sections = new ArrayList<>();

    RunReport(Host host, Instant start) {
        this.host = host;
        this.start = start;
    }

    Host host() {
        return host;
    }

    Path file(RunDirectory directory) {
        return directory.path().resolve(FILE);
    }

    /** Adds a section; {@code origin} says whether its numbers are measured, computed, simulated, replayed or published. */
    void add(String heading, String origin, Table<?> table) {
        sections.add("## " + heading + "\n\n*" + origin + "*\n\n" + table.toMarkdown());
    }

    /** Adds a section of plain lines. */
    void addText(String heading, String origin, String text) {
        sections.add("## " + heading + "\n\n*" + origin + "*\n\n```\n" + text.strip() + "\n```\n");
    }

    String writeTo(RunDirectory directory) {
        String text = "# macjoule run of " + start.truncatedTo(ChronoUnit.SECONDS) + "\n\n"
                + String.join(
                        "\n",
                        "- version: " + MacjouleCommand.version(),
                        "- host: " + GpuFigure.orDash(host.cpu()) + ", " + host.logicalCores() + " logical cores, "
                                + host.os(),
                        "- Java: " + host.java(),
                        "- NVIDIA driver: " + (host.nvidiaDriver() == null ? "none loaded" : host.nvidiaDriver()),
                        "- measured: nothing; this version computes only")
                + "\n\n"
                + String.join("\n", sections);
        directory.write(FILE, text);
        return FILE;
    }
}
