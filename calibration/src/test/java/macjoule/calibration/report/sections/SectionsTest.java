package macjoule.calibration.report.sections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.EnergyBasis;
import macjoule.calibration.alpha.NetworkEfficiency;
import macjoule.calibration.alpha.PublishedEfficiency;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.RooflineChart;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.calibration.report.Unavailable;
import macjoule.calibration.report.sections.TrainingSections.Sweep;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.Prediction;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.training.CapacityRange;
import macjoule.model.training.Hardware;
import macjoule.model.training.Iteration;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.TrainingOptions;
import macjoule.model.training.graph.Workload;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;

class SectionsTest {
    private static final EfficiencySet P100 = PublishedEfficiency.p100();

    @Test
    void aRooflineTellsAlexNetFromMobileNetByDiOnly() {
        // Section III-B and IV-C of the DI paper: AI_c calls AlexNet memory-bound and MobileNet-V1 compute-bound, DI
        // the reverse.
        RooflineChart chart = (RooflineChart) RooflineSections.networks(
                        GpuCatalogue.find("p4000"), List.of("alexnet", "mobilenet-v1"), DiWeight.PAPER)
                .body();
        double ridge = chart.ceilings().get(0).ridge();
        assertThat(point(chart.series(), "AI_c", "alexnet").x()).isLessThan(ridge);
        assertThat(point(chart.series(), "AI_c", "mobilenet-v1").x()).isGreaterThan(ridge);
        assertThat(point(chart.series(), "DI", "alexnet").x()).isGreaterThan(ridge);
        assertThat(point(chart.series(), "DI", "mobilenet-v1").x()).isLessThan(ridge);
        assertThat(point(chart.series(), "AI_c", "mobilenet-v1").y())
                .isEqualTo(chart.ceilings().get(0).peak());
    }

    @Test
    void layersStandUnderTheRoofInTrueUnits() {
        RooflineChart chart = (RooflineChart) RooflineSections.layers(
                        GpuCatalogue.find("titan-xp"), Zoo.get("alexnet").network())
                .body();
        // A fully connected layer: one MAC per weight, two FLOP per four bytes, nearly 0.5.
        assertThat(point(chart.series(), "alexnet", "fc6").x()).isCloseTo(0.5, within(0.001));
        assertThat(chart.ceilings()).hasSize(2);
    }

    @Test
    void layersOfVggHaveTheHighestIntensityAndFullyConnectedOnesNone() {
        // Fig. 2 of the DI paper: nearly all layers of VGG-16 lie above those of the others.
        LineChart chart = (LineChart) NetworkSections.layerwise("l", "Layers", List.of("vgg-16", "nin"))
                .body();
        assertThat(chart.series().get(0).points()).hasSize(16);
        double highestOfNin = chart.series().get(1).points().stream()
                .mapToDouble(Point::y)
                .max()
                .orElseThrow();
        assertThat(chart.series().get(0).points().stream().filter(point -> point.y() > highestOfNin))
                .hasSizeGreaterThan(5);
        assertThat(chart.series().get(0).points().get(15).y()).isCloseTo(1, within(0.001));
    }

    @Test
    void countsAreThoseOfThePapers() {
        // Table VIII of the DI paper prints 12, 362 -> 353 in Table II of the compact paper, 11, 73 for AlexNet.
        String csv = ((DataTable) NetworkSections.counts(List.of("alexnet"), DiWeight.PAPER)
                        .body())
                .table()
                .toMarkdown();
        assertThat(csv).contains("| alexnet | 3x224x224 | 722.94 | 60.97 | 2.05 | 11.9 | 353");
        DataTable layers =
                (DataTable) NetworkSections.layers(List.of("alexnet")).body();
        assertThat(layers.table().rows()).hasSize(8);
    }

    @Test
    void theEfficientNetworkStandsFirst() {
        BarChart chart = (BarChart) EfficiencySections.bars("e", "Efficiency", Origin.PUBLISHED, P100)
                .body();
        assertThat(chart.categories()).hasSize(12).startsWith("alexnet", "squeezenet-1.0", "squeezenet-1.1");
        assertThat(chart.series().get(0).amounts().get(0)).isEqualTo(Amount.of(75.94));
    }

    @Test
    void intervalsAreThoseOfTheMeasurement() {
        EfficiencySet set = new EfficiencySet(
                "bench",
                Convention.PAPER,
                EnergyBasis.GROSS,
                List.of(network("a", 10), network("b", 20), network("c", 30)));
        BarChart chart = (BarChart)
                EfficiencySections.bars("e", "Efficiency", Origin.MEASURED, set).body();
        Amount first = chart.series().get(0).amounts().get(0);
        assertThat(first.low()).isCloseTo(30 - 1.96, within(1e-9));
        assertThat(first.high()).isCloseTo(30 + 1.96, within(1e-9));
        Section perPixel = EfficiencySections.perPixel("p", "EPP", Origin.MEASURED, set);
        assertThat(((ScatterChart) perPixel.body()).series().get(0).points()).isEmpty();
        assertThat(perPixel.notes()).hasSize(3).first().asString().contains("a: unavailable");
    }

    @Test
    void energyPerPixelIsThatOfOneImage() {
        ScatterChart chart = (ScatterChart)
                EfficiencySections.perPixel("p", "EPP", Origin.PUBLISHED, P100).body();
        // 723e6 MACs at 75.94e9 MACs/J over 224 x 224 pixels.
        assertThat(chart.series().get(0).points().get(0).y()).isCloseTo(723e6 / 75.94e9 / (224 * 224), within(1e-12));
        assertThat(chart.series().get(0).points()).hasSize(12);
        BarChart bars = (BarChart) EfficiencySections.energyPerPixel("p", "EPP", Origin.PUBLISHED, P100)
                .body();
        assertThat(bars.categories()).startsWith("alexnet", "squeezenet-1.1").endsWith("densenet-121");
        assertThat(bars.series().get(0).amounts().get(0).value())
                .isCloseTo(1e6 * 723e6 / 75.94e9 / (224 * 224), within(1e-6));
    }

    @Test
    void theCurveOfThePublishedNetworksLevelsOffAtFourFifths() {
        Section section = AlphaSections.curve(
                "a",
                "Alpha",
                Origin.PUBLISHED,
                AlphaCalibration.withDefaults().withResamples(200).calibrate(P100));
        LineChart chart = (LineChart) section.body();
        assertThat(chart.series().get(0).points()).hasSize(21);
        // The DI paper's plateau; the optimum by the closed form.
        assertThat(chart.markers().get(0).x()).isEqualTo(0.8);
        assertThat(chart.markers().get(1).x()).isCloseTo(0.8306, within(1e-4));
        assertThat(chart.markers().get(1).label()).isEqualTo("optimum 0.83 (r = 0.934)");
        assertThat(chart.bands()).hasSize(1);
        assertThat(section.notes()).anyMatch(note -> note.contains("dentifiable"));
    }

    @Test
    void footprintsAreMultiplesOfTheModel() {
        // Section IV of the compact-DNN paper: 4.16 for AlexNet, whose activations per parameter are 0.03.
        ScatterChart chart = (ScatterChart) PublishedSections.footprint().body();
        Point alexNet = point(chart.series(), "Tesla P100", "alexnet");
        assertThat(alexNet.x()).isEqualTo(0.03);
        assertThat(alexNet.y()).isCloseTo(4.16, within(0.005));
    }

    @Test
    void predictionsAreShownLayerByLayer() {
        List<Prediction> layers = Delta.paper(DeltaOptions.PAPER)
                .predict(ConvDims.of(Zoo.get("alexnet").network(), 256), GpuCatalogue.find("titan-xp"));
        LineChart traffic =
                (LineChart) DeltaSections.traffic("t", "Traffic", layers).body();
        assertThat(traffic.series()).extracting(Series::name).containsExactly("L1", "L2", "memory");
        assertThat(traffic.series().get(2).points().get(0).y())
                .isEqualTo(layers.get(0).dramBytes());
        DataTable times = (DataTable) DeltaSections.times("t", "Times", layers).body();
        assertThat(times.table().rows()).hasSize(8);
    }

    @Test
    void agreementIsSummarisedInRatios() {
        List<Pair> pairs = List.of(
                new Pair("a", "convolution", 100, 100),
                new Pair("b", "convolution", 121, 100),
                new Pair("c", "pooling", 50, 100));
        Section scatter = AgreementSections.scatter("s", "DRAM", Origin.SIMULATED, "DRAM [bytes]", pairs, "none");
        // exp((0 + ln 1.21) / 2) - 1 = 10 %, and one of two within 10 and within 20 %; 50 is half of 100.
        assertThat(scatter.notes())
                .containsExactly(
                        "convolution: 2 cases, geometric mean error 10.0 %, 50 % of them within 10 %, 50 % within 20 %.",
                        "pooling: 1 cases, geometric mean error 100.0 %, 0 % of them within 10 %, 0 % within 20 %.");
        ScatterChart chart = (ScatterChart) scatter.body();
        assertThat(chart.series()).extracting(Series::name).containsExactly("convolution", "pooling");
        assertThat(chart.series().get(0).points().get(1)).isEqualTo(new Point("b", 100, 121));
        BarChart bars = (BarChart) AgreementSections.residuals("r", "Residuals", Origin.SIMULATED, pairs, "none")
                .body();
        Amount convolutions = bars.series().get(0).amounts().get(0);
        assertThat(convolutions.value()).isCloseTo(10, within(1e-9));
        assertThat(convolutions.low()).isZero();
        assertThat(convolutions.high()).isCloseTo(21, within(1e-9));
    }

    @Test
    void withoutMeasurementsThereIsAReasonInsteadOfAChart() {
        Section none = AgreementSections.scatter("s", "Time", Origin.MEASURED, "time [s]", List.of(), "no GPU");
        assertThat(none.body()).isEqualTo(new Unavailable("no GPU"));
        assertThat(AgreementSections.residuals("r", "R", Origin.MEASURED, List.of(), "no GPU")
                        .body())
                .isEqualTo(new Unavailable("no GPU"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pair("a", "pooling", 0, 1));
    }

    @Test
    void sweepsShowEachCapacity() {
        TrainingModel model = TrainingModel.of(Workload.RESNET_50.graph(), TrainingOptions.THESIS);
        List<Iteration> runs = model.sweep(new CapacityRange(24, 1000, 488), Hardware.RTX_2080_TI);
        List<Sweep> sweeps = List.of(new Sweep("resnet-50-keras", runs));
        LineChart traffic = (LineChart) TrainingSections.traffic(sweeps).body();
        assertThat(traffic.series().get(0).points()).extracting(Point::x).containsExactly(24.0, 512.0, 1000.0);
        assertThat(traffic.series().get(0).points().get(0).y())
                .isEqualTo((double) runs.get(0).traffic());
        LineChart times = (LineChart) TrainingSections.times(sweeps).body();
        assertThat(times.series().get(0).points().get(2).y())
                .isEqualTo(runs.get(2).timeSeconds());
    }

    @Test
    void factsAreATableOfTheirOwn() {
        DataTable passport = (DataTable) FactSections.of(
                        "sensor", "Sensor", Origin.MEASURED, "x", List.of(Fact.unavailable("NVML", "no driver")))
                .body();
        assertThat(passport.table().toCsv()).isEqualTo("name,value,reason\r\nNVML,,no driver\r\n");
        assertThat(passport.table().toMarkdown()).contains("| NVML | unavailable | no driver |");
    }

    private static NetworkEfficiency network(String name, double giga) {
        return new NetworkEfficiency(
                name, new Counts(1000, 10, (long) giga), OptionalDouble.empty(), giga * 1e9, OptionalDouble.of(1e9));
    }

    private static Point point(List<Series> all, String series, String label) {
        return all.stream()
                .filter(one -> one.name().equals(series))
                .flatMap(one -> one.points().stream())
                .filter(point -> point.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
