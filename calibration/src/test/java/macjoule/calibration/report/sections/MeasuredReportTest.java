package macjoule.calibration.report.sections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import macjoule.calibration.alpha.AlphaFit;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.EnergyBasis;
import macjoule.calibration.alpha.RunEfficiency;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.RooflineChart;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Unavailable;
import macjoule.model.count.Convention;
import org.junit.jupiter.api.Test;

class MeasuredReportTest {
    private static final RunRecord RUN = ExampleRuns.run(true, 1);
    private static final List<Section> SECTIONS = MeasuredReport.of(RUN, Origin.REPLAYED);

    @Test
    void efficiencyIsThatOfTheMeanOfTheForks() {
        BarChart chart = (BarChart) section("run-efficiency").body();
        assertThat(chart.series()).extracting(BarChart.BarSeries::name).containsExactly("fast", "slow");
        Amount layer = chart.series().get(0).amounts().get(0);
        // 10 operations at 10 ps / 0.9 for each of 447,897,600 MACs, windows 2 % slower each, 100 W and 104 W.
        double first = 100 * 447_897_600e-11 / 0.9 * 1.01;
        double second = 104 * 447_897_600e-11 / 0.9 * 1.05;
        double mean = (first + second) / 2;
        assertThat(layer.value()).isCloseTo(0.4478976 / mean, within(1e-9));
        Double interval = Objects.requireNonNull(RUN.results().get(0).joules()).absolute();
        assertThat(interval)
                .as("no sensor told what it was, so its own error is not known")
                .isNull();
        assertThat(layer.low()).isNull();
    }

    @Test
    void energyPerPixelIsOfNetworksOnly() {
        BarChart chart = (BarChart) section("run-epp").body();
        assertThat(chart.categories()).hasSize(5).doesNotContain(ExampleRuns.LAYER);
        assertThat(chart.series().get(1).amounts().get(4)).isEqualTo(Amount.unavailable("no concatenation"));
    }

    @Test
    void theRoofIsWhatTheRunDidAtMost() {
        RooflineChart chart = (RooflineChart) section("run-roofline").body();
        RooflineChart.Ceiling roof = chart.ceilings().get(0);
        // The first window of the peaks is the fastest: 0.9 MACs in 10 ps, and 50 GB/s.
        assertThat(roof.peak()).isCloseTo(2 * 0.9e11, within(1e3));
        assertThat(roof.slope()).isCloseTo(5e10, within(1.0));
        Point ai = chart.series().get(0).points().get(0);
        assertThat(ai.label()).isEqualTo("alexnet/conv2");
        assertThat(ai.x()).isCloseTo(2 * 447_897_600.0 / 3_483_648, within(1e-9));
        // Windows take 3 % longer than the first on average.
        assertThat(ai.y()).isCloseTo(roof.peak() / 1.03, within(1e3));
        // MACs per activation 2400 and per parameter 728.7, weighed by 0.8 and divided by four; two FLOP to four bytes.
        Point di = chart.series().get(1).points().get(0);
        assertThat(di.x()).isCloseTo((0.8 * 2400 + 0.2 * 447_897_600.0 / 614_656) / 4 / 2, within(1e-9));
    }

    @Test
    void whatTheRoofAllowsIsHeldAgainstWhatWasMeasured() {
        ScatterChart chart = (ScatterChart) section("run-time-agreement").body();
        Point layer = chart.series().get(0).points().get(0);
        assertThat(layer.y() / layer.x()).isCloseTo(1 / 1.03, within(1e-9));
    }

    @Test
    void alphaIsFittedForEachEngineWithThreeNetworks() {
        LineChart chart = (LineChart) section("run-alpha-fast").body();
        assertThat(chart.markers()).hasSize(2);
        assertThat(section("run-alpha-slow").explanation()).contains("over 4 networks");
        assertThat(chart.markers().get(1).x())
                .isEqualTo(AlphaFit.of(efficiencies(EnergyBasis.GROSS)).alpha());
        LineChart net = (LineChart) section("run-alpha-fast-net").body();
        assertThat(net.markers().get(1).x())
                .isEqualTo(AlphaFit.of(efficiencies(EnergyBasis.NET)).alpha());
        assertThat(section("run-alpha-fast").notes())
                .contains("Energy gross, idle power included, MACs by the convention paper.");
        assertThat(section("run-alpha-fast-rivals").notes().get(0)).startsWith("of networks not seen");
    }

    private static EfficiencySet efficiencies(EnergyBasis basis) {
        return new RunEfficiency(Convention.PAPER, "fast", 1, basis, null).of("example", RUN);
    }

    @Test
    void tooFewNetworksAreToldAndNotFitted() {
        RunManifest manifest = RUN.manifest();
        RunRecord two = new RunRecord(
                manifest,
                RUN.measurements().stream()
                        .filter(window -> !window.key().matches("(googlenet|mobilenet|densenet).*"))
                        .toList(),
                List.of(),
                RUN.idle(),
                List.of());
        List<Section> sections = RunAlphaSections.of(two, Origin.REPLAYED);
        assertThat(sections)
                .singleElement()
                .extracting(Section::body)
                .asString()
                .contains("2 networks", "at least 3");
    }

    @Test
    void aRunWithoutASensorHasReasons() {
        List<Section> sections = MeasuredReport.of(ExampleRuns.run(false, 1), Origin.REPLAYED);
        assertThat(sections)
                .filteredOn(section -> section.body() instanceof Unavailable)
                .extracting(Section::id)
                .containsExactly("run-efficiency", "run-epp", "sensor");
    }

    @Test
    void ofSeveralRunsTheOnesWithoutEnergyAreNamed() {
        List<Section> sections =
                ComparisonSections.of(List.of(RUN, ExampleRuns.run(false, 2)), List.of("before", "after"));
        Section efficiency = sections.get(2);
        assertThat(((BarChart) efficiency.body()).series()).hasSize(2);
        assertThat(efficiency.notes()).contains("after, fast: unavailable: no sensor");
        // Twice the time is half the speed.
        assertThat(sections.get(3).body().numbers().orElseThrow().toCsv()).contains(",-50.0,");
    }

    /** Of the layer on the fast engine: a second source told 150 W where the first told 100 to 104 W, and heat disturbed it. */
    @Test
    void whatNoBarShowsStandsBelow() {
        List<Measurement> windows = RUN.measurements().stream()
                .map(window -> window.key().equals(ExampleRuns.LAYER) ? told(window) : window)
                .toList();
        RunRecord run = new RunRecord(RUN.manifest(), windows, List.of(), RUN.idle(), List.of());
        List<Section> sections = MeasuredReport.of(run, Origin.REPLAYED);
        assertThat(sections.get(0).notes()).contains(ExampleRuns.LAYER + " on fast: disturbed: too hot");
        // 150 W over 102 W, the mean of both forks, each as long on average.
        assertThat(sections.get(1).notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("a second source, instant, told 1.4")
                        .endsWith("(2 cases); which is right is not settled"));
        // Beside the run without that source, which is of another kind.
        String changes = ComparisonSections.of(List.of(RUN, run), List.of("before", "after"))
                .get(3)
                .body()
                .numbers()
                .orElseThrow()
                .toCsv();
        assertThat(changes.lines().filter(line -> line.startsWith(ExampleRuns.LAYER + ",fast")))
                .singleElement()
                .asString()
                .endsWith(",");
        assertThat(changes.lines().filter(line -> line.startsWith("alexnet/n1,fast")))
                .singleElement()
                .asString()
                .endsWith(",0.0");
    }

    private static Measurement told(Measurement window) {
        ObjectNode sensor = JsonNodeFactory.instance
                .objectNode()
                .put("provenance", "measured")
                .put("source", "counter")
                .put("scope", "gpu")
                .put("cause", "throttled")
                .put("reason", "too hot");
        sensor.putObject("beside").put("source", "instant").put("joules", 150.0).put("seconds", 1.0);
        return new Measurement(
                window.key(),
                window.engine(),
                window.fork(),
                window.window(),
                window.windows(),
                null,
                window.seconds(),
                window.operations(),
                window.allOperations(),
                window.joules(),
                null,
                null,
                "none",
                null,
                sensor);
    }

    private static Section section(String id) {
        return SECTIONS.stream()
                .filter(section -> section.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
