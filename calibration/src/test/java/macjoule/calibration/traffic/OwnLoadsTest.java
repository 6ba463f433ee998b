package macjoule.calibration.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import macjoule.calibration.record.LaunchCounts;
import macjoule.calibration.report.Origin;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.LevelTraffic;
import macjoule.model.delta.Tile;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sectors counted by hand; a test of the benchmarks counts them in the kernels themselves. */
class OwnLoadsTest {
    private static final GpuSpec GPU = GpuCatalogue.find("h200");
    /** 392 rows in 4 tiles, 576 terms in 72 steps of 8. */
    private static final ConvDims WINDOW = ConvDims.of("window", 2, 64, 14, 14, 128, 3, 3, 1, 1);

    private static final String KERNEL = "conv_f32_128x128x8";

    @Test
    void aWindowIsFoundThroughATableAndFiltersAreWholeSectors() {
        OwnLoads loads = loads(WINDOW, KERNEL, 1);
        // 8 warps look up 4 steps each, 2 to a sector, once more than there are steps.
        assertThat(loads.table()).isEqualTo(4 * 73 * 16);
        assertThat(loads(WINDOW, KERNEL, 2).table()).isEqualTo(4 * 74 * 16);
        // In two columns of four, each warp reads 8 times from two sectors of 16 filters; of sums in parts none does.
        assertThat(loads.bias()).isEqualTo(4 * 8 * 8 * 2);
        assertThat(loads(WINDOW, KERNEL, 2).bias()).isZero();
        assertThat(OwnLoads.of(WINDOW, KERNEL, 1, false).orElseThrow().bias()).isZero();
        assertThat(loads.filters()).isEqualTo(4 * 72 * 128);
        assertThat(loads.inputs()).isNull();
        // 130 filters are a whole tile and two rows of another, whose seven idle warps read the last again.
        ConvDims wide = ConvDims.of("wide", 2, 64, 14, 14, 130, 3, 3, 1, 1);
        assertThat(loads(wide, KERNEL, 1).filters()).isEqualTo(4 * 72 * (128 + 2 + 7));
    }

    /** Runs of 128, 68, 60, 128 and 8 pixels of three channels: maps of 196 floats begin in the middle of every second sector. */
    @Test
    void pixelsOfMapsOfAnOddNumberOfQuadsAreAskew() {
        OwnLoads loads = loads(ConvDims.of("quads", 2, 3, 14, 14, 128, 1, 1, 1, 0), KERNEL + "_pointwise", 1);
        assertThat(loads.inputs()).isEqualTo((16 + 17 + 16) + (9 + 9 + 9) + 3 * 8 + (16 + 17 + 16) + (1 + 2 + 1));
        assertThat(loads.table()).isZero();
    }

    /** Each row of 52 inputs is 7 sectors, and every second one is askew by half of one. */
    @Test
    void aMatrixIsReadRowByRow() {
        ConvDims connected = ConvDims.of("fc", 4, 52, 1, 1, 128, 1, 1, 1, 0);
        // Of 8 warps with 16 rows each one has all four rows, and seven have the last again.
        assertThat(loads(connected, KERNEL + "_matrix", 1).inputs()).isEqualTo(2 * 7 + 2 * 13 + 7 * 13);
    }

    @Test
    void otherKernelsAreNotKnown() {
        assertThat(OwnLoads.of(WINDOW, "ampere_scudnn_128x128_relu_interior_nn_v1", 1, true))
                .isEmpty();
        assertThat(OwnLoads.of(WINDOW, "conv_tf32_128x64x16", 1, true)).isEmpty();
        assertThat(OwnLoads.of(WINDOW, null, 1, true)).isEmpty();
    }

    @Test
    void predictionsOfL1AreToldWithThemAndWithout() {
        LayerModel model = new LayerModel(reference(KERNEL, null), GPU);
        LevelTraffic plus = model.plusTraffic(1).l1();
        double with = plus.ifmap() + 32 * (4 * 73 * 16 + 4 * 72 * 128 + 4 * 8 * 8 * 2);
        assertThat(model.l1WithOwnLoads()).isEqualTo(with);

        List<Comparison> comparisons = TrafficCheck.againstCounters(
                        List.of(reference(KERNEL, with), reference("volta_scudnn_128x128_x", plus.total())), GPU)
                .comparisons();
        assertThat(comparisons)
                .extracting(Comparison::model)
                .containsExactly(TrafficCheck.DELTA, TrafficCheck.DELTA_PLUS, TrafficCheck.OWN_LOADS);
        assertThat(comparisons.get(2).layers())
                .hasSize(2)
                .allSatisfy(miss -> assertThat(miss.ratio()).isEqualTo(1));
        assertThat(comparisons.get(2).levels())
                .extracting(LevelAgreement::level)
                .containsExactly(Level.L1);
        assertThat(comparisons.get(2).at(Level.L2).n()).isZero();
        assertThat(comparisons.get(1).layers())
                .filteredOn(miss -> miss.level() == Level.L1)
                .extracting(Miss::cause)
                .containsExactly("loads of the own kernel", "within 1 %");
    }

    @Test
    void sumsInPartsAreSeenByTheNumberOfBlocks() {
        LayerReference once = reference(KERNEL, null);
        LayerReference thrice = new LayerReference(
                once.layer(),
                once.engine(),
                once.tile(),
                new CountedKernel(KERNEL, new LaunchCounts(null, null, 12L, null), true),
                once.type(),
                once.values(),
                null,
                Origin.MEASURED);
        assertThat(new LayerModel(thrice, GPU).l1WithOwnLoads() - new LayerModel(once, GPU).l1WithOwnLoads())
                .isEqualTo(32.0 * (4 * 2 * 16 - 4 * 8 * 8 * 2));
    }

    private static LayerReference reference(String kernel, @Nullable Double l1) {
        LayerReference layer = Layers.reference(WINDOW, new Levels(l1, null, null, null));
        return new LayerReference(
                WINDOW,
                "jcuda",
                Tile.T128X128,
                new CountedKernel(kernel, LaunchCounts.UNKNOWN, true),
                layer.type(),
                layer.values(),
                null,
                Origin.MEASURED);
    }

    private static OwnLoads loads(ConvDims layer, String kernel, int parts) {
        return Objects.requireNonNull(OwnLoads.of(layer, kernel, parts, true).orElse(null));
    }
}
