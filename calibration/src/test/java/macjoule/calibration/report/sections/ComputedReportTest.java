package macjoule.calibration.report.sections;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.report.Chart;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.html.ReportFiles;
import macjoule.calibration.report.svg.SvgChart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComputedReportTest {
    /** Half of what a report may weigh at most is the chart library; measured sections need room too. */
    private static final long MOST_BYTES = 1_300_000;

    @SuppressWarnings("NullAway.Init")
    private List<Section> sections;

    @BeforeAll
    void build() {
        sections = ComputedReport.sections();
    }

    @Test
    void leavesRoomForMeasurements(@TempDir Path folder) throws IOException {
        ReportFiles files = ReportFiles.of(folder.resolve("report.html"));
        files.write(new ReportDocument("Computed", List.of(), sections));
        assertThat(Files.size(files.html())).isLessThan(MOST_BYTES);
    }

    @Test
    void nothingInItIsMeasured() {
        assertThat(sections).extracting(Section::origin).containsOnly(Origin.COMPUTED, Origin.PUBLISHED);
        assertThat(sections)
                .filteredOn(section -> section.id().startsWith("published"))
                .hasSize(7)
                .allMatch(section -> section.origin() == Origin.PUBLISHED);
    }

    @Test
    void everyChartCanBeDrawnStatically() {
        assertThat(sections.stream().filter(section -> section.body() instanceof Chart))
                .hasSizeGreaterThan(8)
                .allSatisfy(section -> assertThat(SvgChart.of(section)).endsWith("</svg>\n"));
    }
}
