package macjoule.model.deltaplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.CacheSize;
import macjoule.model.sim.SimulationSetup;
import org.junit.jupiter.api.Test;

/** Limits that can be worked out by hand. */
class DeltaPlusTest {
    private static final GpuSpec TITAN_XP = GpuCatalogue.find("titan-xp");
    private static final ConvDims RES_C4_B = ConvDims.of("res_c4_b", 64, 256, 14, 14, 256, 3, 3, 1, 1);

    @Test
    void sharingLiesBetweenInStepAndApart() {
        DeltaPlus plus = new DeltaPlus(DeltaPlusOptions.DEFAULT);
        L2Range range = plus.l2Range(RES_C4_B, Tile.T128X128, TITAN_XP);
        assertThat(range.inStep().total()).isLessThan(range.apart().total());
        for (double share : new double[] {0, 0.25, 1}) {
            Traffic traffic =
                    new DeltaPlus(DeltaPlusOptions.DEFAULT.withShare(share)).traffic(RES_C4_B, Tile.T128X128, TITAN_XP);
            double expected =
                    share * range.inStep().total() + (1 - share) * range.apart().total();
            assertThat(traffic.l2Bytes()).isCloseTo(expected, within(1e-6 * expected));
        }
    }

    @Test
    void aLayerThatFitsL2IsReadFromMemoryOnce() {
        ConvDims small = ConvDims.of("small", 8, 32, 14, 14, 256, 1, 1, 1, 0);
        SimulationSetup huge = SimulationSetup.of(
                small, Tile.T128X128, 4, 1, CacheSize.ofKilobytes(48, 4), CacheSize.ofKilobytes(64 * 1024, 16));
        Traffic traffic = DeltaPlus.traffic(huge, 32);
        // Half a percent more, as waves end within sectors.
        assertThat(traffic.dram().ifmap()).isCloseTo(4.0 * 8 * 32 * 196, within(0.01 * 4 * 8 * 32 * 196));
        assertThat(traffic.dram().filter()).isCloseTo(4.0 * 256 * 32, within(1.0));
    }

    @Test
    void alignedPointwiseLayersWasteNothing() {
        // Maps of 64 elements and 32 weights per filter: every request and every run of 8 weights is whole sectors.
        ConvDims aligned = ConvDims.of("aligned", 64, 32, 8, 8, 128, 1, 1, 1, 0);
        SimulationSetup setup = SimulationSetup.of(
                aligned, Tile.T128X128, 4, 2, CacheSize.ofKilobytes(48, 4), CacheSize.ofKilobytes(3072, 16));
        Traffic traffic = DeltaPlus.traffic(setup, 32);
        assertThat(traffic.l1().ifmap()).isEqualTo(4.0 * 64 * 64 * 32);
        assertThat(traffic.l1().filter()).isEqualTo(4.0 * 128 * 32 * 32);
        assertThat(traffic.l2().ifmap()).as("nothing is used twice").isCloseTo(4.0 * 64 * 64 * 32, within(1.0));
    }

    /** 16 x 416 inputs and 33 x 416 weights, both whole sectors, read once by the only SM of 132 that has work. */
    @Test
    void aSingleThreadBlockReadsItsOperandsOnceFromL2() {
        ConvDims small = ConvDims.of("small", 16, 416, 1, 1, 33, 1, 1, 1, 0);
        Traffic traffic =
                new DeltaPlus(DeltaPlusOptions.DEFAULT).traffic(small, Tile.T128X64, GpuCatalogue.find("h100"));
        assertThat(traffic.l2().ifmap()).isEqualTo(4.0 * 16 * 416);
        assertThat(traffic.l2().filter()).isEqualTo(4.0 * 33 * 416);
    }

    /** Of every 18 rows and columns a 2x2 filter passes over 16: far less than all inputs is read. */
    @Test
    void memoryDeliversNoMoreThanL2() {
        ConvDims sparse = ConvDims.of("sparse", 8, 16, 180, 180, 16, 2, 2, 18, 0);
        Traffic traffic = new DeltaPlus(DeltaPlusOptions.DEFAULT).traffic(sparse, Tile.T128X32, TITAN_XP);
        assertThat(traffic.dram().ifmap()).isLessThanOrEqualTo(traffic.l2().ifmap());
        // 8 x 16 maps, 20 rows of 10 windows, each in one sector of 32 bytes or two.
        assertThat(traffic.dram().ifmap()).isBetween(8.0 * 16 * 20 * 10 * 32, 8.0 * 16 * 20 * 20 * 32);
    }

    @Test
    void aBatchBeyondAddressingIsScaled() {
        DeltaPlus plus = new DeltaPlus(DeltaPlusOptions.DEFAULT);
        Traffic one = plus.traffic(RES_C4_B.withBatch(1 << 10), Tile.T128X128, TITAN_XP);
        Traffic many = plus.traffic(RES_C4_B.withBatch(1 << 18), Tile.T128X128, TITAN_XP);
        assertThat(many.l1Bytes() / one.l1Bytes()).isCloseTo(256, within(5.0));
        assertThat(many.l2Bytes() / one.l2Bytes()).isCloseTo(256, within(25.0));
    }

    @Test
    void fullyConnectedLayersReadEveryWeightFromMemory() {
        ConvDims fc = ConvDims.of("fc6", 256, 9216, 1, 1, 4096, 1, 1, 1, 0);
        Traffic traffic = new DeltaPlus(DeltaPlusOptions.DEFAULT).traffic(fc, Tile.T128X128, TITAN_XP);
        assertThat(traffic.dram().filter()).isCloseTo(4.0 * 9216 * 4096, within(1.0));
        assertThat(traffic.l1().ifmap())
                .as("each thread of a warp reads another line")
                .isEqualTo(128.0 * 256 * 9216 * 32);
    }

    @Test
    void refusesASharingBeyondAll() {
        assertThatThrownBy(() -> DeltaPlusOptions.DEFAULT.withShare(1.5))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("share 1.5");
    }
}
