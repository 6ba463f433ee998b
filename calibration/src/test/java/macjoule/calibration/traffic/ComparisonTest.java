package macjoule.calibration.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import macjoule.calibration.report.Origin;
import macjoule.calibration.stats.Interval;
import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Traffic;
import macjoule.model.delta.TrafficOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final ConvDims PADDED = ConvDims.of("padded", 256, 64, 7, 7, 128, 3, 3, 1, 1);
    private static final ConvDims STRIDED = ConvDims.of("strided", 64, 64, 14, 14, 128, 1, 1, 2, 0);

    @Test
    void countsErrorsAsFactors() {
        List<Miss> misses = List.of(miss("a", 1.05), miss("b", 0.8), miss("c", 1.3));
        LevelAgreement level = LevelAgreement.of(Level.L2, misses, "none");
        // exp((ln 1.05 + ln 1.25 + ln 1.3) / 3) - 1 and the deviation of 1.05, 0.8, 1.3, by hand.
        assertThat(level.gmae()).isCloseTo(Math.cbrt(1.05 * 1.25 * 1.3) - 1, within(1e-12));
        assertThat(level.bias()).isCloseTo(Math.cbrt(1.05 * 0.8 * 1.3) - 1, within(1e-12));
        assertThat(level.gmaeCi95()).isNotNull();
        // No resample of three ratios leaves their range.
        Interval bias = Objects.requireNonNull(level.biasCi95());
        assertThat(bias.lower()).isCloseTo(0.8 - 1, within(1e-12));
        assertThat(bias.upper()).isCloseTo(1.3 - 1, within(1e-12));
        assertThat(level.stdev()).isCloseTo(0.25, within(1e-12));
        assertThat(level.within10()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(level.within20()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(level.n()).isEqualTo(3);
        assertThat(LevelAgreement.of(Level.L2, misses.subList(0, 1), "none").reason())
                .contains("single layer");
        assertThat(LevelAgreement.of(Level.L2, List.of(), "none counted"))
                .isEqualTo(new LevelAgreement(Level.L2, 0, null, null, null, null, null, null, null, "none counted"));
    }

    @Test
    void theWorstFiveOfALevelComeWorstFirst() {
        List<Miss> misses =
                List.of(miss("a", 1.1), miss("b", 0.5), miss("c", 1.9), miss("d", 1.01), miss("e", 3), miss("f", 0.98));
        Comparison comparison = new Comparison("fp32-nchw", "delta", "counters", Origin.MEASURED, List.of(), misses);
        assertThat(comparison.worst()).extracting(Miss::layer).containsExactly("e", "b", "c", "a", "f");
    }

    @ParameterizedTest
    @CsvSource({
        "padded,  DRAM, padding",
        "strided, DRAM, strided 1x1",
        "strided, L2,   strided 1x1",
        "padded,  L2,   L1 sharing",
        "padded,  L1,   filter alignment",
    })
    void namesTheCauseWhoseMendingBringsThePredictionClose(String name, Level level, String cause) {
        LayerModel model = new LayerModel(
                Layers.reference(name.equals("padded") ? PADDED : STRIDED, new Levels(null, null, null, null)),
                Layers.GPU);
        Traffic paper = model.paper().traffic();
        double mended = switch (cause) {
            case "padding" ->
                model.paper(TrafficOptions.PAPER.withPadded(false)).dramBytes();
            case "strided 1x1" ->
                level == Level.L2
                        ? 2 * paper.l2().ifmap() + paper.l2().filter()
                        : 2 * paper.dram().ifmap() + paper.dram().filter();
            case "L1 sharing" ->
                paper.l2Bytes()
                        * model.plusTraffic(1).l2Bytes()
                        / model.plusTraffic(0).l2Bytes();
            default -> paper.l1().ifmap() + model.plusTraffic(1).l1().filter();
        };
        double predicted = Layers.known(Levels.of(paper), level);
        assertThat(Causes.ofDelta(model).of(level, predicted, 1.001 * mended)).isEqualTo(cause);
    }

    @Test
    void aProductSmallerThanItsTileIsCountedForTheWholeTile() {
        // One image through a fully connected layer fills one of the 128 rows of its tiles.
        ConvDims single = ConvDims.of("fc", 1, 4096, 1, 1, 4096, 1, 1, 1, 0);
        LayerModel model = new LayerModel(Layers.reference(single, new Levels(null, null, null, null)), Layers.GPU);
        Traffic paper = model.paper().traffic();
        double filled = paper.l2().ifmap() / 128 + paper.l2().filter();
        assertThat(Causes.ofDelta(model).of(Level.L2, paper.l2Bytes(), filled)).isEqualTo("tile larger than the layer");
    }

    @Test
    void doesNotExplainWhatItCannot() {
        LayerModel model = new LayerModel(Layers.reference(PADDED, new Levels(null, null, null, null)), Layers.GPU);
        double predicted = model.paper().dramBytes();
        Causes causes = Causes.ofDelta(model);
        assertThat(causes.of(Level.DRAM, predicted, 20 * predicted)).isEqualTo("no known cause explains it");
        assertThat(causes.of(Level.DRAM, predicted, 1.005 * predicted)).isEqualTo("within 1 %");
        assertThat(causes.of(Level.TIME, 1, 2)).startsWith("predicted to be bound by ");
    }

    @Test
    void modelsThatAgreeWithTheirReferencesHaveNoError() {
        List<LayerModel> models = Layers.models(8).subList(0, 10);
        List<LayerReference> counted = Layers.counted(models, 1, Layers.DATA_SHEET_LATENCY, 0, 1);
        TrafficCheck check = TrafficCheck.againstCounters(counted, Layers.GPU);
        Comparison plus = check.comparisons().get(1);
        for (Level level : Level.values()) {
            assertThat(plus.at(level).gmae()).isLessThan(1e-9);
            assertThat(plus.at(level).within10()).isEqualTo(1);
        }
        assertThat(check.comparisons().get(0).at(Level.L1).gmae()).isGreaterThan(0.05);
        assertThat(check.comparisons()).extracting(Comparison::against).containsOnly("counters");
    }

    @Test
    void aClockOtherThanTheDataSheetsMovesTheTimeAndNotTheTraffic() {
        LayerReference usual = Layers.reference(PADDED, new Levels(null, null, null, null));
        LayerReference slow = new LayerReference(
                usual.layer(),
                "",
                usual.tile(),
                usual.kernel(),
                usual.type(),
                usual.values(),
                Layers.GPU.clockHz() / 2,
                Origin.MEASURED);
        Levels fast = Levels.of(new LayerModel(usual, Layers.GPU).paper());
        Levels slower = Levels.of(new LayerModel(slow, Layers.GPU).paper());
        assertThat(slower.dram()).isEqualTo(fast.dram());
        assertThat(Layers.known(slower, Level.TIME) / Layers.known(fast, Level.TIME))
                .isBetween(1.5, 2.0);
    }

    @Test
    void measuredAndSimulatedCountersAreNotMixed() {
        Levels values = new Levels(1e6, 1e6, 1e6, null);
        LayerReference measured = Layers.reference(PADDED, values);
        List<LayerReference> mixed = List.of(measured, measured.withValues(values, Origin.SIMULATED));
        assertThatThrownBy(() -> TrafficCheck.againstCounters(mixed, Layers.GPU))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("measured and simulated");
        assertThatThrownBy(() -> TrafficCheck.againstCounters(List.of(), Layers.GPU))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no layer");
    }

    private static Miss miss(String layer, double ratio) {
        return new Miss(layer, "3x3", "", Level.L2, ratio, 1, "");
    }
}
