package macjoule.model.deltaplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.TestGpus;
import macjoule.model.delta.Tile;
import macjoule.model.deltaplus.KernelModel.Outcome;
import macjoule.model.deltaplus.KernelSchedule.Epilogue;
import macjoule.model.deltaplus.KernelSchedule.Grid;
import macjoule.model.deltaplus.KernelSchedule.Sums;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.Test;

/**
 * Pieces of work, their results and their times by hand. Each of 10 SMs multiplies 10^11 times and moves 10^11 bytes to L2 and
 * 10^10 to memory a second, without latencies, and runs two thread blocks of 128x128x8 with 256 threads of 128 registers.
 */
class KernelScheduleTest {
    private static final KernelSpec PLAIN = KernelSpec.of(Tile.T128X128, 2, ElementType.FP32, Layout.NHWC);
    private static final KernelSchedule DEFAULT = KernelSchedule.DEFAULT;
    private static final double MICRO = 1e-6;
    /** One tile of sums or of results in single precision. */
    private static final double TILE_BYTES = 4 * 128 * 128;

    @Test
    void aThreadBlockForEachTile() {
        // 45 tiles on 10 SMs: 5 for the busiest, in 3 rounds of 2. 64 channels are 8 iterations.
        assertThat(launch(45, DEFAULT)).isEqualTo(new KernelLaunch(45, 8, 45, 1, 5, 3, 0));
    }

    @Test
    void persistentThreadBlocksDoWholeTiles() {
        // 20 run at a time; 5 of them do 3 tiles, the others 2. These 5 are on SMs of their own: 5 tiles for the
        // busiest SM.
        assertThat(launch(45, DEFAULT.withGrid(Grid.PERSISTENT))).isEqualTo(new KernelLaunch(45, 8, 20, 3, 5, 3, 0));
        assertThat(launch(7, DEFAULT.withGrid(Grid.PERSISTENT))).isEqualTo(new KernelLaunch(7, 8, 7, 1, 1, 1, 0));
    }

    @Test
    void streamKGivesAllTheSameNumberOfIterations() {
        // 45 x 8 / 20 = 18 iterations or 2.25 tiles each, 4.5 for an SM. Of the 19 starts behind the first, at
        // multiples of 18,
        // those of thread blocks 4, 8, 12 and 16 are multiples of 8.
        assertThat(launch(45, DEFAULT.withGrid(Grid.STREAM_K)))
                .isEqualTo(new KernelLaunch(45, 8, 20, 2.25, 4.5, 2.25, 15));
        // 40 x 8 / 20 = 16: two whole tiles each.
        assertThat(launch(40, DEFAULT.withGrid(Grid.STREAM_K))).isEqualTo(new KernelLaunch(40, 8, 20, 2, 4, 2, 0));
    }

    @Test
    void splitSumsAreMorePiecesOfFewerIterations() {
        // 8 iterations in 3 parts: 3, 3 and 2. 13 x 3 = 39 pieces are 4 for the busiest of 10 SMs, in 2 rounds of 2.
        assertThat(launch(13, DEFAULT.withSplit(3, Sums.WORKSPACE))).isEqualTo(new KernelLaunch(39, 3, 39, 1, 4, 2, 0));
    }

    @Test
    void splittingHalvesTheMainLoopAndAddsTheSums() {
        // 5 tiles leave 5 SMs idle; 10 halves of them none. An iteration is 128x128x8 / 10^11 = 1.31072 us.
        // Unsplit: 8 iterations, then 65536 bytes to memory at 10^10 a second, 6.5536 us.
        assertThat(macTime(5, DEFAULT)).isCloseTo((8 * 1.31072 + 6.5536) * MICRO, within(1e-15));
        // Split: 4 iterations, then as much to L2 at 10^11. Both halves of 5 tiles and their results pass L2 once more,
        // 15 x 65536 / 10^12 = 0.98304 us, while the results go to memory: 5 x 65536 / 10^11 = 3.2768 us.
        KernelSchedule split = DEFAULT.withSplit(2, Sums.WORKSPACE);
        assertThat(macTime(5, split)).isCloseTo((4 * 1.31072 + 0.65536 + 3.2768) * MICRO, within(1e-15));
        assertThat(outcome(5, split).outputs())
                .isEqualTo(new OutputTraffic(15 * TILE_BYTES, 5 * TILE_BYTES, 10 * TILE_BYTES, 0));
    }

    @Test
    void atomicSumsMeetInL2() {
        // 5 tiles are cleared at 10^12 bytes a second, 0.32768 us. The two halves of a tile move it to memory once:
        // half of
        // 6.5536 us each.
        KernelSchedule split = DEFAULT.withSplit(2, Sums.ATOMIC);
        assertThat(macTime(5, split)).isCloseTo((4 * 1.31072 + 3.2768 + 0.32768) * MICRO, within(1e-15));
        OutputTraffic outputs = outcome(5, split).outputs();
        assertThat(outputs.l2Written()).isEqualTo(15 * TILE_BYTES);
        assertThat(outputs.l2Read()).isZero();
        assertThat(outputs.dramWritten()).isCloseTo(5 * TILE_BYTES, within(1e-6));
        assertThat(outputs.dramRead()).isCloseTo(0, within(1e-6));
    }

    @Test
    void sumsThatL2CannotHoldPassMemory() {
        // 10 parts are written and read again. Clearing and two additions write 5 tiles 3 times and find them gone
        // twice.
        GpuSpec small = TestGpus.with(gpu(), "l2Bytes", 2048);
        OutputTraffic workspace =
                outcome(5, DEFAULT.withSplit(2, Sums.WORKSPACE), small).outputs();
        assertThat(workspace.dramRead()).isCloseTo(10 * TILE_BYTES, within(1.0));
        assertThat(workspace.dramWritten()).isCloseTo(15 * TILE_BYTES, within(1.0));
        OutputTraffic atomic =
                outcome(5, DEFAULT.withSplit(2, Sums.ATOMIC), small).outputs();
        assertThat(atomic.dramRead()).isCloseTo(10 * TILE_BYTES, within(1.0));
        assertThat(atomic.dramWritten()).isCloseTo(15 * TILE_BYTES, within(1.0));
    }

    @Test
    void partsOfASumReadTheirOwnChannels() {
        // 5 x 128 positions and 128 filters of 64 channels, each once, whether in one part or in four.
        for (KernelSchedule schedule : new KernelSchedule[] {DEFAULT, DEFAULT.withSplit(4, Sums.WORKSPACE)}) {
            Outcome outcome = outcome(5, schedule);
            assertThat(outcome.traffic().dram().ifmap()).isCloseTo(4.0 * 5 * 128 * 64, within(1e-6));
            assertThat(outcome.traffic().dram().filter()).isCloseTo(4.0 * 128 * 64, within(1e-6));
        }
        // The sums of 4 parts of 5 tiles are read as well.
        Outcome split = outcome(5, DEFAULT.withSplit(4, Sums.WORKSPACE));
        assertThat(split.l2Bytes()).isCloseTo(split.traffic().l2Bytes() + 20 * TILE_BYTES, within(1e-6));
        assertThat(split.dramBytes()).isCloseTo(split.traffic().dramBytes(), within(1e-6));
    }

    @Test
    void brokenTilesAreWrittenAndReadAgain() {
        OutputTraffic outputs = outcome(45, DEFAULT.withGrid(Grid.STREAM_K)).outputs();
        assertThat(outputs.l2Written()).isEqualTo((45 + 15) * TILE_BYTES);
        assertThat(outputs.l2Read()).isEqualTo(15 * TILE_BYTES);
        assertThat(outputs.dramWritten()).isCloseTo(45 * TILE_BYTES, within(1e-3));
        // 4.5 tiles of 8 iterations and their results, and 15 tiles to L2 and back: 30 x 65536 / 10^12 = 1.96608 us.
        assertThat(macTime(45, DEFAULT.withGrid(Grid.STREAM_K)))
                .isCloseTo((4.5 * (8 * 1.31072 + 6.5536) + 1.96608) * MICRO, within(1e-12));
    }

    @Test
    void overlappedEpiloguesHideButTheLast() {
        // 5 tiles for the busiest SM; memory still has to take all of them.
        Outcome overlapped = outcome(45, DEFAULT.withEpilogue(Epilogue.OVERLAPPED));
        assertThat(overlapped.candidates().macBandwidth() - prologue())
                .isCloseTo((5 * 8 * 1.31072 + 6.5536) * MICRO, within(1e-12));
        assertThat(overlapped.candidates().dramBandwidth())
                .isEqualTo(outcome(45, DEFAULT).candidates().dramBandwidth());
        // A single tile has no next one to hide behind.
        assertThat(macTime(5, DEFAULT.withEpilogue(Epilogue.OVERLAPPED))).isEqualTo(macTime(5, DEFAULT));
    }

    @Test
    void anSmWithOneTileAtATimeOverlapsOnlyIfThreadBlocksGoOn() {
        KernelSpec deep = KernelSpec.of(Tile.T128X128, 12, ElementType.FP32, Layout.NHWC);
        KernelSchedule overlapped = DEFAULT.withEpilogue(Epilogue.OVERLAPPED);
        assertThatThrownBy(() -> new KernelModel(deep.withSchedule(overlapped), gpu()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("epilogue");
        KernelSpec persistent = deep.withSchedule(overlapped.withGrid(Grid.PERSISTENT));
        assertThat(new KernelModel(persistent, gpu()).predict(layer(45)).activeCtas())
                .isEqualTo(1);
    }

    @Test
    void resultsAreWrittenOnce() {
        // 200 positions and 100 filters fill 2 tiles of 128x128 only in part.
        ConvDims odd = ConvDims.of("odd", 1, 64, 2, 100, 100, 1, 1, 1, 0);
        assertThat(new KernelModel(PLAIN, gpu()).predict(odd).outputs())
                .isEqualTo(new OutputTraffic(4 * 200 * 100, 4 * 200 * 100, 0, 0));
    }

    @Test
    void nonsenseIsRefused() {
        refused(() -> DEFAULT.withSplit(0, Sums.WORKSPACE), "split");
        refused(() -> DEFAULT.withSwizzle(0), "swizzle");
        refused(() -> DEFAULT.withSplit(1, Sums.ATOMIC), "sums");
        refused(() -> DEFAULT.withSplit(2, Sums.ATOMIC).withGrid(Grid.STREAM_K), "stream-K");
        refused(() -> outcome(5, DEFAULT.withSplit(9, Sums.WORKSPACE)), "split in 8 at most");
    }

    private static void refused(Runnable action, String part) {
        assertThatThrownBy(action::run).isInstanceOf(BadInputException.class).hasMessageContaining(part);
    }

    private static KernelLaunch launch(int tiles, KernelSchedule schedule) {
        return outcome(tiles, schedule).launch();
    }

    /** Time bound by arithmetic, without what comes before the first main loop. */
    private static double macTime(int tiles, KernelSchedule schedule) {
        return outcome(tiles, schedule).candidates().macBandwidth() - prologue();
    }

    /** Inputs and filters of one iteration, (128 + 128) x 8 x 4 bytes, from memory and then through shared memory. */
    private static double prologue() {
        // 8192 bytes at 10^10 a second; they and what 8 warps read of 64x32 tiles, 96 x 8 x 4 each, at 10^12.
        return 8192 / 1e10 + (8192 + 8 * 3072) / 1e12;
    }

    private static Outcome outcome(int tiles, KernelSchedule schedule) {
        return outcome(tiles, schedule, gpu());
    }

    private static Outcome outcome(int tiles, KernelSchedule schedule, GpuSpec gpu) {
        return new KernelModel(PLAIN.withSchedule(schedule), gpu).predict(layer(tiles));
    }

    /** {@code tiles} by 1 tiles of 128x128 of sums of 64 terms. */
    private static ConvDims layer(int tiles) {
        return ConvDims.of("tiles", 1, 64, tiles, 128, 128, 1, 1, 1, 0);
    }

    private static GpuSpec gpu() {
        GpuSpec gpu = TestGpus.with(TestGpus.titanXp(), "smCount", 10);
        gpu = TestGpus.with(gpu, "fp32Flops", 2e12);
        gpu = TestGpus.with(gpu, "l2BytesPerSecond", 1e12);
        gpu = TestGpus.with(gpu, "dramBytesPerSecond", 1e11);
        gpu = TestGpus.with(gpu, "sharedBytesPerSecondPerSm", 1e12);
        gpu = TestGpus.with(gpu, "dramLatencyCycles", 0);
        gpu = TestGpus.with(gpu, "sharedLatencyCycles", 0);
        return TestGpus.with(gpu, "l2Bytes", 64 << 20);
    }
}
