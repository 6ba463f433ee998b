package macjoule.model.deltaplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.TestGpus;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.deltaplus.KernelModel.Outcome;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.CacheSize;
import macjoule.model.sim.CtaOrder;
import org.junit.jupiter.api.Test;

/** What the order of tiles and the partitions of L2 do to traffic, in cases where it can be told by counting. */
class KernelL2Test {
    private static final GpuSpec A100 = GpuCatalogue.find("a100");
    private static final Tile TILE = new Tile(128, 128, 32, 64, 64, 128, 128);
    private static final KernelSpec HALF = KernelSpec.of(TILE, 4, ElementType.FP16, Layout.NHWC);
    /** 257 MB of inputs, far beyond 40 MiB of L2, for 4 columns of filters. */
    private static final ConvDims LARGE = ConvDims.of("large", 160, 256, 56, 56, 512, 1, 1, 1, 0);

    private static final double LARGE_INPUTS = 2.0 * 160 * 256 * 56 * 56;
    /** 1.6 MB of inputs, 49 rows by 2 columns of tiles. */
    private static final ConvDims SMALL = ConvDims.of("small", 2, 128, 56, 56, 256, 1, 1, 1, 0);

    @Test
    void inputsAreReadOnceForEachGroupOfColumns() {
        assertThat(inputReads(1)).isCloseTo(4, within(0.01));
        assertThat(inputReads(2)).isCloseTo(2, within(0.01));
        // 3 columns, then the fourth.
        assertThat(inputReads(3)).isCloseTo(2, within(0.01));
        assertThat(inputReads(4)).isCloseTo(1, within(0.01));
        assertThat(inputReads(100)).isEqualTo(inputReads(4));
    }

    private static double inputReads(int swizzle) {
        return predict(swizzled(HALF, swizzle), LARGE).traffic().dram().ifmap() / LARGE_INPUTS;
    }

    @Test
    void allColumnsTogetherAreRows() {
        KernelSpec single = KernelSpec.of(Tile.T128X128, 2, ElementType.FP32, Layout.NCHW);
        ConvDims layer = ConvDims.of("3x3", 16, 64, 28, 28, 256, 3, 3, 1, 1);
        Traffic rows = DeltaPlus.traffic(
                KernelTraffic.setup(layer, single, A100).withOrder(CtaOrder.ROW), A100.l1RequestBytes());
        Traffic swizzled = predict(swizzled(single, 2), layer).traffic();
        assertThat(swizzled.l2()).isEqualTo(rows.l2());
        assertThat(swizzled.dram()).isEqualTo(rows.dram());
    }

    private static KernelSpec swizzled(KernelSpec kernel, int columns) {
        return kernel.withSchedule(KernelSchedule.DEFAULT.withSwizzle(columns));
    }

    @Test
    void halfOfL2IsLeftForWhatBothPartitionsHold() {
        // 25.7 MB of inputs: 40 MiB keep them for the second column, 20 MiB do not.
        ConvDims layer = ConvDims.of("medium", 16, 256, 56, 56, 256, 1, 1, 1, 0);
        Traffic divided = predict(HALF.withL2Partitions(2), layer).traffic();
        GpuSpec half = TestGpus.with(A100, "l2Bytes", 20 << 20);
        assertThat(divided).isEqualTo(new KernelModel(HALF, half).predict(layer).traffic());
        assertThat(divided.dram().ifmap())
                .isGreaterThan(1.2 * predict(HALF, layer).traffic().dram().ifmap());
        assertThat(L2Partitions.roomForShared(new CacheSize(40 << 20, 16), 2)).isEqualTo(new CacheSize(20 << 20, 16));
    }

    @Test
    void whatBothPartitionsReadCrossesOnce() {
        // Inputs are read by 2 thread blocks: with probability 3/4 one of them is not on the data's own side. Among the
        // 49
        // that read a filter there always is one.
        double inputs = 2.0 * 2 * 128 * 56 * 56;
        double filters = 2.0 * 256 * 128;
        assertThat(crossing(HALF.withL2Partitions(2))).isCloseTo(0.75 * inputs + filters, within(1.0));
        // A cluster of 2 columns reads the inputs once, and is on the other side of them half of the time.
        KernelSpec cluster = HALF.withCluster(1, 2).withL2Partitions(2);
        assertThat(crossing(cluster)).isCloseTo(0.5 * inputs + filters, within(1.0));
        // Of 3 others, 1 - (3/4)^2 each.
        assertThat(crossing(HALF.withL2Partitions(4))).isCloseTo(3 * (7.0 / 16) * inputs + 3 * filters, within(1.0));
        assertThat(predict(HALF, SMALL).linkBytes()).isNull();
    }

    private static double crossing(KernelSpec kernel) {
        return Objects.requireNonNull(predict(kernel, SMALL).linkBytes());
    }

    @Test
    void partitionsMustHoldSomething() {
        assertThatThrownBy(() -> HALF.withL2Partitions(0)).isInstanceOf(BadInputException.class);
        GpuSpec less = TestGpus.with(A100, "l2Bytes", 64);
        assertThatThrownBy(() -> new KernelModel(HALF, less))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("holds no line");
        GpuSpec tiny = TestGpus.with(A100, "l2Bytes", 4096);
        assertThatThrownBy(() -> new KernelModel(HALF.withL2Partitions(3), tiny).predict(SMALL))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("l2-partitions");
    }

    private static Outcome predict(KernelSpec kernel, ConvDims layer) {
        return new KernelModel(kernel, A100).predict(layer);
    }
}
