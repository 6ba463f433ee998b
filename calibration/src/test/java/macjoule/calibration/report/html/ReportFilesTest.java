package macjoule.calibration.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.report.ReportDocument;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void writesThePageTheJsonAndACsvForEachChartAndTable() throws IOException {
        ReportFiles files = ReportFiles.of(folder.resolve("night.html"));
        files.write(Examples.ofEachKind());
        assertThat(files.html()).exists();
        assertThat(folder.resolve("night.json")).content().contains("\"schema\" : \"macjoule.report/1\"");
        try (var csv = Files.list(folder.resolve("night-csv"))) {
            assertThat(csv.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("bars.csv", "lines.csv", "points.csv", "roof.csv", "cells.csv");
        }
        assertThat(folder.resolve("night-csv/cells.csv")).content().startsWith("name,macs,giga\r\nalexnet,722941184,");
    }

    @Test
    void tablesOfAnEarlierReportGoAndFilesOfTheUserStay() throws IOException {
        ReportFiles files = ReportFiles.of(folder.resolve("night.html"));
        files.write(Examples.ofEachKind());
        Path own = Files.writeString(folder.resolve("night-csv/mine.csv"), "a,b");
        Path outside = Files.writeString(folder.resolve("outside.csv"), "a,b");
        Files.writeString(
                files.json(), Files.readString(files.json()).replace("\"id\" : \"cells\"", "\"id\" : \"../outside\""));
        files.write(new ReportDocument("empty", List.of(), List.of()));
        try (var csv = Files.list(folder.resolve("night-csv"))) {
            assertThat(csv.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("mine.csv", "cells.csv");
        }
        assertThat(own).exists();
        assertThat(outside).exists();
        Files.writeString(files.json(), "no report");
        files.write(new ReportDocument("empty", List.of(), List.of()));
        assertThat(folder.resolve("night-csv/cells.csv")).exists();
    }

    @Test
    void refusesANameThatIsNoPage() {
        assertThatThrownBy(() -> ReportFiles.of(folder.resolve("report.txt")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(".html");
    }
}
