package macjoule.calibration.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import macjoule.calibration.report.Origin;
import macjoule.calibration.stats.Interval;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.PaperLayers;
import macjoule.model.sim.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters are made with free numbers that are known, which the calibration must find again. */
class DeltaCalibrationTest {
    private static final List<LayerModel> MODELS = Layers.models(16);
    private static final double LATENCY = 2.2 * Layers.DATA_SHEET_LATENCY;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.35, 0.8, 1})
    void findsTheShareAndTheLatencyThatExactCountersWereMadeWith(double share) {
        DeltaCalibration found = calibrate(Layers.counted(MODELS, share, LATENCY, 0, 1));
        assertThat(found.share().identifiable()).isTrue();
        assertThat(found.share().value()).isCloseTo(share, within(0.005));
        assertThat(found.share().errorOutOfFold()).isLessThan(0.001);
        assertThat(found.dramLatencySeconds().identifiable()).isTrue();
        assertThat(found.dramLatencySeconds().value()).isCloseTo(LATENCY, within(0.02 * LATENCY));
        assertThat(found.origin()).isEqualTo(Origin.SIMULATED);
    }

    @Test
    void intervalsOfNoisyCountersCoverTheShareAndTheErrorIsThatOfTheNoise() {
        int covered = 0;
        int seeds = 40;
        for (int seed = 0; seed < seeds; seed++) {
            FreeNumberFit share =
                    calibrate(Layers.counted(MODELS, 0.6, LATENCY, 0.05, seed)).share();
            Interval interval = Objects.requireNonNull(share.ci95());
            covered += interval.contains(0.6) ? 1 : 0;
            // The mean of |x| for a normal of deviation 0.05 is 0.040.
            assertThat(share.errorOutOfFold()).isBetween(0.03, 0.055);
            assertThat(share.errorInFold()).isLessThanOrEqualTo(share.errorOutOfFold());
            assertThat(share.errorUncalibrated()).isGreaterThan(share.errorOutOfFold());
        }
        // Of 40 draws at 95 %, fewer than 34 are as unlikely as 3 in 1000.
        assertThat(covered).isGreaterThanOrEqualTo(34);
    }

    @Test
    void whatNoLayerDependsOnIsNotIdentifiable() {
        // Fully connected layers this small run as one wave of one thread block per SM, which shares with nobody.
        List<LayerModel> alone = List.of(256, 512, 1024).stream()
                .map(inputs -> new LayerModel(
                        Layers.reference(
                                ConvDims.of("fc" + inputs, 32, inputs, 1, 1, 512, 1, 1, 1, 0),
                                new Levels(1e6, 1e6, 1e6, null)),
                        Layers.GPU))
                .toList();
        DeltaCalibration found = DeltaCalibration.of(alone, Layers.GPU);
        assertThat(found.share().identifiable()).isFalse();
        assertThat(found.share().reason()).startsWith("no prediction moves by more than 2 %");
        assertThat(found.share().figure().value()).isNull();
        assertThat(found.dramLatencySeconds().identifiable()).isFalse();
        assertThat(found.dramLatencySeconds().reason()).startsWith("0 layers have a reference");
        assertThat(found.dramLatencySeconds().value()).isNull();
    }

    @Test
    void counterNoiseAsLargeAsTheEffectLeavesTheShareOpen() {
        List<LayerModel> few = MODELS.subList(0, 6);
        FreeNumberFit share =
                calibrate(Layers.counted(few, 0.5, LATENCY, 1.5, 3)).share();
        assertThat(share.identifiable()).isFalse();
        assertThat(share.reason()).contains("too wide to tell");
        assertThat(share.figure().reason()).startsWith("not identifiable");
    }

    @Test
    void theSimulationOfThreadBlocksInStepYieldsAShareNearOne() {
        List<LayerReference> layers =
                List.of("goog_3a_3x3", "goog_4a_3x3", "goog_5a_3x3", "res_c4_b", "res_c5_b").stream()
                        .map(name -> TrafficCheck.uncounted(PaperLayers.all().stream()
                                .filter(layer -> layer.name().equals(name))
                                .findFirst()
                                .orElseThrow()
                                .dims(8)))
                        .toList();
        try (Simulator simulator = Simulator.withThreads(2)) {
            TrafficCheck check = TrafficCheck.againstSimulator(layers, Layers.GPU, simulator);
            assertThat(check.calibration().share().value()).isGreaterThan(0.8);
            assertThat(check.calibration().origin()).isEqualTo(Origin.SIMULATED);
            Comparison plus = check.comparisons().get(1);
            assertThat(plus.model()).isEqualTo("delta-plus");
            assertThat(plus.at(Level.L1).gmae()).isLessThan(0.05);
            assertThat(plus.at(Level.DRAM).gmae()).isLessThan(0.05);
            assertThat(plus.at(Level.TIME).n()).isZero();
            assertThat(plus.at(Level.TIME).reason()).isEqualTo("the simulation counts traffic, not time");
        }
    }

    private static DeltaCalibration calibrate(List<LayerReference> counted) {
        return DeltaCalibration.of(
                counted.stream().map(one -> new LayerModel(one, Layers.GPU)).toList(), Layers.GPU);
    }
}
