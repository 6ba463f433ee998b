package macjoule.calibration.report.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.WholeFile;
import macjoule.model.BadInputException;

/**
 * The files of a report: the HTML page, all its numbers as JSON beside it, and a folder with one CSV file for each chart and
 * table. A page {@code report.html} has {@code report.json} and {@code report-csv/}.
 */
public record ReportFiles(Path html, Path json, Path csv) {
    private static final String HTML = ".html";

    /** Where the files of a page lie. */
    public static ReportFiles of(Path html) {
        Path name = html.getFileName();
        if (name == null || !name.toString().endsWith(HTML)) {
            throw new BadInputException("not a name for a report", html.toString(), "give a file ending in .html");
        }
        String base = name.toString().substring(0, name.toString().length() - HTML.length());
        return new ReportFiles(html, html.resolveSibling(base + ".json"), html.resolveSibling(base + "-csv"));
    }

    /** Writes them all in place of an earlier report's, the page last, so that one that is there is complete. */
    public void write(ReportDocument document) {
        createFolder();
        clearFolder();
        for (Section section : document.sections()) {
            section.body()
                    .numbers()
                    .ifPresent(table -> WholeFile.write(csv.resolve(section.id() + ".csv"), table.toCsv()));
        }
        WholeFile.write(json, ReportJson.pretty(document));
        WholeFile.write(html, HtmlReport.of(document));
    }

    /** Tables of runs that this report is not about would lie beside its own as if they belonged to it. */
    private void clearFolder() {
        try {
            for (Path earlier : EarlierTables.of(json, csv)) {
                Files.deleteIfExists(earlier);
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot replace the tables of an earlier report", csv.toString(), "choose another name");
        }
    }

    private void createFolder() {
        try {
            Files.createDirectories(csv);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot create the folder", csv.toString(), "choose a place that exists and can be written");
        }
    }
}
