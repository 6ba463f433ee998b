package macjoule.calibration.report.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.BarChart.BarSeries;
import macjoule.calibration.report.Chart;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.LineChart.Band;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.RooflineChart;
import macjoule.calibration.report.RooflineChart.Ceiling;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.calibration.report.Text;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgChartTest {
    private static final Axis LOG = Axis.log("bytes");
    private static final List<Series> SERIES =
            List.of(new Series("a <b> & c", List.of(Point.of(1, 10), Point.of(100, 1000))));

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        Document image = parse(new BarChart(
                Axis.linear("10⁹ MACs/J"),
                List.of("one", "two", "none"),
                List.of(new BarSeries(
                        "P100", List.of(Amount.of(10), Amount.of(40, 30, 50), Amount.unavailable("out of memory"))))));
        List<Element> bars = all(image, "rect", "f0");
        assertThat(bars).hasSize(2);
        assertThat(number(bars.get(1), "width")).isCloseTo(4 * number(bars.get(0), "width"), within(0.3));
        assertThat(all(image, "line", "mark")).hasSize(3);
        assertThat(texts(image)).contains("unavailable: out of memory", "10⁹ MACs/J", "one");
    }

    @Test
    void aCurveGoesThroughItsPoints() throws Exception {
        Document image = parse(new LineChart(
                Axis.linear("alpha"),
                Axis.linear("r"),
                List.of(new Series("r", List.of(Point.of(0, 0), Point.of(0.5, 0.5), Point.of(1, 1)))),
                List.of(new Point("optimum", 0.8, 0.8)),
                List.of(new Band("95 %", 0.6, 0.9))));
        String[] points =
                all(image, "polyline", "curve c0").get(0).getAttribute("points").split("[ ,]");
        double[] at = Arrays.stream(points).mapToDouble(Double::parseDouble).toArray();
        assertThat(at[2]).isCloseTo((at[0] + at[4]) / 2, within(0.11));
        assertThat(at[3]).isCloseTo((at[1] + at[5]) / 2, within(0.11));
        assertThat(number(all(image, "rect", "band").get(0), "width")).isCloseTo(0.3 * (at[4] - at[0]), within(0.2));
        assertThat(texts(image)).contains("optimum", "95 %", "alpha", "r");
    }

    @Test
    void ratioBandsSurroundTheLineOfEqualValues() throws Exception {
        Document image = parse(new ScatterChart(LOG, LOG, SERIES, List.of(0.1, 0.2)));
        assertThat(all(image, "circle", "f0")).hasSize(2);
        // Each band above and below, and one in the legend.
        assertThat(all(image, "line", "thin")).hasSize(4 + 1);
    }

    @Test
    void aRooflineHasItsRoofAndItsPoints() throws Exception {
        Document image = parse(new RooflineChart(LOG, LOG, List.of(new Ceiling("memory", 10, 500)), SERIES));
        assertThat(all(image, "polyline", "mark")).hasSize(1);
        assertThat(all(image, "circle", "f0")).hasSize(2);
        assertThat(texts(image)).contains("memory, ridge at 50.00");
    }

    @Test
    void labelsKeepOffEachOtherAndWithinTheFrame() {
        Labels labels = new Labels(new Box(0, 0, 200, 100));
        labels.keepOff(100, 50, 4);
        Box first = labels.place(100, 50, "twelve chars").orElseThrow();
        Box second = labels.place(100, 50, "twelve chars").orElseThrow();
        assertThat(first.x()).isGreaterThan(100);
        assertThat(second.right()).isLessThan(100);
        assertThat(labels.place(195, 10, "twelve chars").orElseThrow().right()).isLessThan(195);
        assertThat(labels.place(100, 50, "a label that is wider than the frame by far"))
                .isEmpty();
    }

    @Test
    void theOriginStandsInTheTitle() {
        Section section = new Section("s", "Traffic", Origin.SIMULATED, "x", new ScatterChart(LOG, LOG, SERIES));
        assertThat(SvgChart.of(section)).contains("<title>Traffic (simulated)</title>");
        Section words = new Section("w", "Words", Origin.COMPUTED, "x", new Text(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> SvgChart.of(words));
    }

    @Test
    void ticksAreRoundAndShort() {
        assertThat(Ruler.covering(Axis.linear("r"), new double[] {-0.18, 0.93}, 0, 100)
                        .ticks())
                .hasSize(7)
                .first()
                .isEqualTo(-0.2);
        assertThat(Ruler.covering(LOG, new double[] {3e5, 7e8}, 0, 100).ticks()).containsExactly(1e6, 1e7, 1e8, 1e9);
        assertThat(List.of(0.0, 0.5, 1000.0, 2e4, 5.2e12, 2e-6, -3e6).stream().map(Ruler::label))
                .containsExactly("0", "0.5", "1000", "20 k", "5.2 T", "2 µ", "-3 M");
    }

    private static Document parse(Chart chart) throws Exception {
        String image = SvgChart.of(chart, "Title with <, & and \"");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(image)));
    }

    private static List<Element> all(Document image, String tag, String classes) {
        NodeList nodes = image.getElementsByTagName(tag);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element element = (Element) nodes.item(i);
            boolean legend = tag.equals("rect") && element.getAttribute("width").equals("10.0");
            if (element.getAttribute("class").equals(classes) && !legend) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<String> texts(Document image) {
        NodeList nodes = image.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
