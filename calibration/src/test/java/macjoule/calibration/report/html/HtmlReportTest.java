package macjoule.calibration.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.ReportDocument;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PAGE = HtmlReport.of(Examples.ofEachKind());
    /** The page without the chart library. */
    private static final String OURS = PAGE.replace(Resource.echarts(), "");

    @Test
    void nothingInTheDataEndsAScriptOrOpensAnElement() {
        assertThat(OURS).doesNotContain("</script><script>alert").doesNotContain("<!--");
        assertThat(data(PAGE)).doesNotContain("<").doesNotContain("\u2028");
        // The data, the library and our own script, no more.
        assertThat(OURS.split("<script", -1)).hasSize(1 + 3);
        assertThat(OURS.split("</script>", -1)).hasSize(1 + 3);
    }

    @Test
    void theDataWithinAreTheJsonBeside() throws Exception {
        JsonNode within = MAPPER.readTree(data(PAGE));
        assertThat(within).isEqualTo(MAPPER.readTree(ReportJson.pretty(Examples.ofEachKind())));
        assertThat(within.at("/sections/1/heading").textValue()).isEqualTo("Heading " + Examples.EVIL);
    }

    @Test
    void everyKindOfSectionHasItsPlace() {
        assertThat(section("bars")).contains("<figure class=\"chart\"");
        assertThat(section("lines")).contains("<figure class=\"chart\"");
        assertThat(section("points")).contains("<figure class=\"chart\"");
        assertThat(section("roof")).contains("<figure class=\"chart\"");
        assertThat(section("cells")).contains("<div class=\"table\"");
        assertThat(section("words")).contains("<p>One.</p>");
        assertThat(section("nothing")).contains("unavailable: no sensor &lt;/script&gt;");
    }

    @Test
    void everySectionShowsWhereItsNumbersComeFrom() {
        assertThat(section("points")).contains("class=\"badge simulated\"").contains(">simulated</span>");
        assertThat(section("lines")).contains("class=\"badge replayed\"").contains(Origin.REPLAYED.meaning());
        assertThat(section("cells")).contains("class=\"badge published\"");
    }

    @Test
    void factsThatAreNotKnownGiveTheirReason() {
        assertThat(OURS).contains("<dd class=\"missing\">unavailable: no driver ");
    }

    @Test
    void nothingIsLoaded() {
        assertThat(OURS).contains("Content-Security-Policy").contains("default-src 'none'");
        assertThat(found("(?i)\\b(src|href)\\s*+=\\s*+[\"']?+(?!#|data:,\")")).isEmpty();
        assertThat(found("(?i)https?:|@import|url\\(|\\bfetch\\(|XMLHttpRequest|WebSocket|sendBeacon|import\\("))
                .isEmpty();
        assertThat(Resource.echarts()).doesNotContain("</script").doesNotContain("sourceMappingURL");
    }

    @Test
    void whatIsFilledInIsNotTakenForAPlace() {
        ReportDocument odd = new ReportDocument("{{data}} $1 \\1", List.of(), List.of());
        assertThat(HtmlReport.of(odd)).contains("<title>{{data}} $1 \\1</title>");
    }

    @Test
    void jsonKeepsExactNumbersAndGivesUnknownOnesAReason() throws Exception {
        JsonNode json = MAPPER.readTree(ReportJson.compact(Examples.ofEachKind()));
        assertThat(json.path("schema").textValue()).isEqualTo("macjoule.report/1");
        assertThat(json.at("/facts/1/value").isNull()).isTrue();
        assertThat(json.at("/facts/1/reason").textValue()).startsWith("no driver");
        assertThat(json.at("/sections/0/chart/series/0/amounts/0/low").doubleValue())
                .isEqualTo(1.5);
        assertThat(json.at("/sections/0/chart/series/0/amounts/1/value").isNull())
                .isTrue();
        assertThat(json.at("/sections/0/chart/series/0/amounts/1/reason").textValue())
                .isEqualTo(Examples.EVIL);
        assertThat(json.at("/sections/4/table/rows/0/1").longValue()).isEqualTo(722_941_184);
        assertThat(json.at("/sections/4/table/rows/1/2").isNull()).isTrue();
        assertThat(json.at("/sections/4/table/shown/0/2").textValue()).isEqualTo("0.7");
        assertThat(json.at("/sections/6/value").isNull()).isTrue();
        assertThat(json.at("/sections/6/reason").textValue()).startsWith("no sensor");
    }

    private static List<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(OURS)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String data(String page) {
        Matcher data = Pattern.compile("id=\"report-data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertThat(data.find()).isTrue();
        return data.group(1);
    }

    private static String section(String id) {
        int start = OURS.indexOf("<section id=\"" + id + "\"");
        assertThat(start).isPositive();
        return OURS.substring(start, OURS.indexOf("</section>", start));
    }
}
