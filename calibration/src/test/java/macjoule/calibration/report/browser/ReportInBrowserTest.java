package macjoule.calibration.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.html.ReportFiles;
import macjoule.calibration.report.sections.ComparisonSections;
import macjoule.calibration.report.sections.ComputedReport;
import macjoule.calibration.report.sections.ExampleRuns;
import macjoule.calibration.report.sections.ExampleTraffic;
import macjoule.calibration.report.sections.MeasuredReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Opens a report in Chromium as readers do, looks for faults, and leaves screenshots in {@code target/report-screenshots}.
 * With {@code -Dmacjoule.page=FILE} it looks at that report instead of one of made-up runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportInBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "report-screenshots");
    private static final long MOST_BYTES = 1_500_000;

    @SuppressWarnings("NullAway.Init")
    private ReportFiles files;

    private @Nullable Chromium browser;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "no Chromium on the PATH");
        String given = System.getProperty("macjoule.page");
        files = ReportFiles.of(
                given == null ? folder.resolve("report.html") : Path.of(given).toAbsolutePath());
        if (given == null) {
            files.write(example());
        }
        browser = new Chromium(program.orElseThrow());
    }

    @AfterAll
    void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440, false", "1440, true", "400, false", "400, true"})
    void everyChartAndTableIsDrawnWithoutFaultsOrComplaints(int width, boolean dark) throws Exception {
        BrowserPage page = page(width, dark);
        page.screenshots(SCREENSHOTS, width + (dark ? "-dark" : "-light"));
        assertThat(faults(page)).isEmpty();
        assertThat(page.complaints()).isEmpty();
        assertThat(page.requests()).containsExactly(files.html().toUri().toString());
    }

    @Test
    void theChecksSeeWhatIsWrong() throws Exception {
        BrowserPage page = page(1440, false);
        page.evaluate("document.querySelector('#published-alpha svg').remove()");
        page.evaluate("document.querySelector('#networks tbody td').textContent = 'other'");
        page.evaluate("echarts.getInstanceByDom(document.querySelector('#published-epp .canvas'))"
                + ".setOption({series: [{data: [1, 2, 3]}]})");
        page.evaluate("console.log('a complaint')");
        assertThat(faults(page))
                .anyMatch(fault -> fault.equals("published-alpha: is not drawn"))
                .anyMatch(fault -> fault.startsWith("networks: row 0 is other"))
                .anyMatch(fault -> fault.startsWith("published-epp: draws other numbers"));
        assertThat(page.complaints()).singleElement().asString().contains("a complaint");
    }

    @Test
    void theNumbersOfThePageAreThoseBesideIt() throws Exception {
        JsonNode within = page(1440, false).evaluate("JSON.parse(document.getElementById('report-data').textContent)");
        JsonNode beside = new ObjectMapper().readTree(files.json().toFile());
        // The browser writes 1.0 as 1.
        assertThat(within.equals(ReportInBrowserTest::compare, beside)).isTrue();
    }

    /** As it comes where there are many numbers. */
    @Test
    void packedNumbersAreDrawnAsWell(@TempDir Path folder) throws Exception {
        String page = Files.readString(files.html());
        String opening = "id=\"report-data\">";
        assumeTrue(page.contains(opening), "the page given is packed itself");
        int start = page.indexOf(opening) + opening.length();
        int end = page.indexOf("</script>", start);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(page.substring(start, end).getBytes(StandardCharsets.UTF_8));
        }
        String attribute =
                "id=\"report-data\" data-gzip=\"" + Base64.getEncoder().encodeToString(packed.toByteArray()) + "\">";
        Path small = Files.writeString(
                folder.resolve("packed.html"),
                page.substring(0, start - opening.length()) + attribute + page.substring(end));
        BrowserPage drawn = Objects.requireNonNull(browser).newPage();
        drawn.open(small, 1440, false);
        assertThat(faults(drawn)).isEmpty();
        assertThat(drawn.complaints()).isEmpty();
    }

    @Test
    void layersCanBeSortedAndFiltered() throws Exception {
        BrowserPage page = page(1440, false);
        String most = "document.querySelector('#layers tbody tr').textContent";
        page.evaluate(
                "[...document.querySelectorAll('#layers th button')].find(b => b.textContent === 'MACs').click()");
        // The largest convolution of the zoo stands in one of the networks with 299 x 299 images or in VGG-16.
        assertThat(page.evaluate(most).asText()).contains("vgg-16").contains("1,849,688,064");
        page.evaluate(
                "(() => { const input = document.querySelector('#layers input'); input.value = 'mobilenet-v1 depthwise';"
                        + " input.dispatchEvent(new Event('input')); })()");
        assertThat(page.evaluate("document.querySelector('#layers .count').textContent")
                        .asText())
                .startsWith("13 of ");
    }

    @Test
    void paperGetsWhatTheScreenGetsButForWhatNeedsAMouse() throws Exception {
        BrowserPage page = page(1440, true);
        page.print(SCREENSHOTS.resolve("print.pdf"));
        page.emulatePrint();
        assertThat(page.evaluate("getComputedStyle(document.querySelector('nav')).display")
                        .asText())
                .isEqualTo("none");
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(page.evaluate("document.querySelector('#layers .cut').textContent")
                        .asText())
                .contains("layers.csv");
    }

    @Test
    void isSmallEnoughToMail() throws IOException {
        assertThat(Files.size(files.html())).isLessThan(MOST_BYTES);
    }

    private BrowserPage page(int width, boolean dark) {
        BrowserPage page = Objects.requireNonNull(browser).newPage();
        page.open(files.html(), width, dark);
        return page;
    }

    private static List<String> faults(BrowserPage page) throws IOException {
        List<String> faults = new ArrayList<>();
        page.evaluate(checks()).forEach(fault -> faults.add(fault.asText()));
        return faults;
    }

    private static int compare(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? Double.compare(one.doubleValue(), other.doubleValue())
                : one.equals(other) ? 0 : 1;
    }

    private static String checks() throws IOException {
        try (InputStream script = Objects.requireNonNull(ReportInBrowserTest.class.getResourceAsStream("checks.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ReportDocument example() {
        RunRecord run = ExampleRuns.run(true, 1);
        List<Section> sections = new ArrayList<>(
                ComparisonSections.of(List.of(run, ExampleRuns.run(false, 1.5)), List.of("before", "after")));
        sections.addAll(ExampleTraffic.sections());
        sections.addAll(MeasuredReport.of(run, Origin.REPLAYED));
        sections.addAll(ComputedReport.sections());
        return ReportDocument.byOrigin("Example", List.of(Fact.of("runs", "made up")), sections);
    }
}
