package macjoule.model.deltaplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.BadInputException;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Prediction;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.Test;

/** Limits worked out by hand, and DeLTA's own kernels as the special case of two stages. */
class KernelModelTest {
    private static final GpuSpec A100 = GpuCatalogue.find("a100");
    private static final GpuSpec TITAN_XP = GpuCatalogue.find("titan-xp");
    private static final Tile TILE = new Tile(128, 128, 32, 64, 64, 128, 128);
    private static final KernelSpec HALF = KernelSpec.of(TILE, 4, ElementType.FP16, Layout.NHWC);
    private static final ConvDims POINTWISE = ConvDims.of("1x1", 32, 64, 56, 56, 256, 1, 1, 1, 0);
    private static final double M = 32 * 56 * 56;

    @Test
    void twoStagesOfSinglePrecisionAreDeltasKernel() {
        ConvDims layer = ConvDims.of("res_c4_b", 64, 256, 14, 14, 256, 3, 3, 1, 1);
        Prediction delta =
                new Delta(new DeltaPlus(DeltaPlusOptions.DEFAULT), DeltaOptions.PAPER).predict(layer, TITAN_XP);
        KernelSpec kernel = KernelSpec.of(Tile.T128X128, 2, ElementType.FP32, Layout.NCHW);
        KernelModel.Outcome outcome = new KernelModel(kernel, TITAN_XP).predict(layer);
        assertThat(outcome.traffic()).isEqualTo(delta.traffic());
        assertThat(outcome.activeCtas()).isEqualTo(delta.launch().activeCtas());
        assertThat(outcome.bottleneck()).isEqualTo(delta.bottleneck());
        assertThat(outcome.timeSeconds()).isCloseTo(delta.timeSeconds(), within(1e-12));
        assertThat(outcome.candidates().dramLatency())
                .isCloseTo(delta.candidates().dramLatency(), within(1e-12));
    }

    /**
     * By hand in DeLTA's own test of the same layer: 4.00 and 2.75 ms. DeLTA+ has 210 waves of thread blocks read half of the
     * filters each, 6.9 MB or 0.015 ms more.
     */
    @Test
    void deltasKernelMayOverlapItsEpilogue() {
        ConvDims layer = ConvDims.of("res_c2_c", 256, 64, 56, 56, 256, 1, 1, 1, 0);
        KernelSpec kernel = KernelSpec.of(Tile.T128X128, 2, ElementType.FP32, Layout.NCHW);
        KernelModel.Outcome serial = new KernelModel(kernel, TITAN_XP).predict(layer);
        assertThat(serial.timeSeconds()).isCloseTo(4.00e-3, within(0.005e-3));
        KernelSchedule schedule = KernelSchedule.DEFAULT.withEpilogue(KernelSchedule.Epilogue.OVERLAPPED);
        KernelModel.Outcome overlapped = new KernelModel(kernel.withSchedule(schedule), TITAN_XP).predict(layer);
        assertThat(overlapped.bottleneck()).isEqualTo(Bottleneck.DRAM_BW);
        assertThat(overlapped.timeSeconds())
                .isCloseTo(2.747e-3 + 0.015e-3, within(0.001e-3))
                .isEqualTo(serial.candidates().dramBandwidth());
    }

    @Test
    void alignedChannelsWasteNothing() {
        Traffic traffic = traffic(HALF, POINTWISE);
        // 2 columns of thread blocks read the inputs, 784 rows of them the filters.
        assertThat(traffic.l1().ifmap()).isEqualTo(2 * M * 64 * 2);
        assertThat(traffic.l1().filter()).isEqualTo(2.0 * 256 * 64 * 784);
        assertThat(traffic.l2()).isEqualTo(traffic.l1());
    }

    @Test
    void clustersReadOnceForAllTheirThreadBlocks() {
        Traffic alone = traffic(HALF, POINTWISE);
        Traffic two = traffic(HALF.withCluster(2, 1), POINTWISE);
        assertThat(two.l2().filter()).isEqualTo(alone.l2().filter() / 2);
        assertThat(two.l2().ifmap()).isEqualTo(alone.l2().ifmap());
        Traffic wide = traffic(HALF.withCluster(1, 4), POINTWISE);
        assertThat(wide.l2().ifmap())
                .as("there are only 2 columns to share")
                .isEqualTo(alone.l2().ifmap() / 2);
        assertThat(wide.dram()).isEqualTo(alone.dram());
    }

    @Test
    void paddingIsNotLoaded() {
        // Of the 3 taps of each axis of 56 outputs, 55, 56 and 55 fall on data.
        ConvDims padded = ConvDims.of("3x3", 32, 64, 56, 56, 128, 3, 3, 1, 1);
        double used = 2 * M * 64 * 9 * (166.0 / 168) * (166.0 / 168);
        assertThat(traffic(HALF, padded).l1().ifmap()).isCloseTo(used, within(1e-6 * used));
    }

    @Test
    void threeChannelsWasteMostOfASector() {
        // 6 bytes that start at any even place touch (6 + 32 - 2) / 32 sectors on average, 6 bytes for each used one.
        ConvDims image = ConvDims.of("image", 4, 3, 32, 32, 128, 1, 1, 1, 0);
        assertThat(traffic(HALF, image).l1().ifmap()).isEqualTo(2.0 * 4 * 1024 * 3 * 6);
    }

    @Test
    void whatFitsTheLargeL2IsReadFromMemoryOnce() {
        ConvDims small = ConvDims.of("3x3", 4, 256, 14, 14, 256, 3, 3, 1, 1);
        Traffic traffic = traffic(HALF, small);
        assertThat(traffic.dram().ifmap()).isCloseTo(2.0 * 4 * 256 * 196, within(1.0));
        assertThat(traffic.dram().filter()).isCloseTo(2.0 * 256 * 256 * 9, within(1.0));
    }

    @Test
    void aStridedPointwiseKernelLeavesSkippedPositionsInMemory() {
        ConvDims strided = ConvDims.of("1x1s2", 4, 256, 28, 28, 128, 1, 1, 2, 0);
        assertThat(traffic(HALF, strided).dram().ifmap()).isCloseTo(2.0 * 4 * 256 * 196, within(1.0));
    }

    @Test
    void moreStagesHideMoreLatency() {
        Tile narrow = new Tile(64, 64, 32, 32, 32, 128, 128);
        double two = latencyBound(KernelSpec.of(narrow, 2, ElementType.FP16, Layout.NHWC));
        double four = latencyBound(KernelSpec.of(narrow, 4, ElementType.FP16, Layout.NHWC));
        assertThat(four).isLessThan(two).isGreaterThan(two / 3);
    }

    private static double latencyBound(KernelSpec kernel) {
        ConvDims deep = ConvDims.of("3x3", 32, 512, 14, 14, 512, 3, 3, 1, 1);
        return new KernelModel(kernel, A100).predict(deep).candidates().dramLatency();
    }

    @Test
    void tensorCoresTakeTheTimeOfTheirRate() {
        // 54 x 2 thread blocks, one for each SM, of 144 iterations of 128x128x32 at 312 TFLOP/s over 108 SMs.
        ConvDims layer = ConvDims.of("exact", 108, 512, 8, 8, 256, 3, 3, 1, 1);
        KernelModel.Outcome outcome = new KernelModel(HALF, A100).predict(layer);
        double loop = 144 * 128.0 * 128 * 32 / (312e12 / 2 / 108);
        assertThat(outcome.candidates().macBandwidth()).isBetween(loop, 1.2 * loop);
    }

    @Test
    void sharedMemoryBoundsTheStages() {
        // 167936 bytes of shared memory, 16384 bytes to a stage: 2 thread blocks of 4 stages, 1 of 8, none of 11.
        assertThat(HALF.activeCtas(A100)).isEqualTo(2);
        assertThat(stages(8).activeCtas(A100)).isEqualTo(1);
        assertThatThrownBy(() -> stages(11).activeCtas(A100))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("do not fit");
        assertThatThrownBy(() -> stages(1)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> HALF.withCluster(8, 4)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> KernelSpec.of(TILE, 2, ElementType.FP16, Layout.NCHW))
                .isInstanceOf(BadInputException.class);
    }

    private static KernelSpec stages(int stages) {
        return KernelSpec.of(TILE, stages, ElementType.FP16, Layout.NHWC);
    }

    private static Traffic traffic(KernelSpec kernel, ConvDims layer) {
        return new KernelModel(kernel, A100).predict(layer).traffic();
    }
}
