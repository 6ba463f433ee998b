package macjoule.bench.engine.jcuda.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.jcuda.driver.DeviceIdentity;
import macjoule.bench.engine.jcuda.driver.Multiprocessor;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement on a GPU that is made up, and the file that comes of it. */
class MemoryProbesTest {
    private static final long L2 = 50L << 20;
    private static final long MEMORY = 140L << 30;

    @TempDir
    private Path folder;

    @Test
    void findsTheFiguresOfTheGpuAndTellsWhatItDoes() {
        List<String> told = new ArrayList<>();
        ProbedFigures figures = MemoryProbes.measure(new MadeUp(208 << 10), L2, 64 * L2, told::add);

        assertThat(figures.clockHz()).isEqualTo(1.98e9);
        assertThat(figures.l1Bytes()).isEqualTo(208 << 10);
        assertThat(figures.l1LatencyCycles()).isEqualTo(33);
        assertThat(figures.l2LatencyCycles()).isEqualTo(262);
        assertThat(figures.dramLatencyCycles()).isEqualTo(658);
        // The made-up L2 is fast only for what it holds.
        assertThat(figures.l2BytesPerSecond()).isEqualTo(5.5e12);
        assertThat(figures.dramBytesPerSecond()).isEqualTo(4.1e12);
        assertThat(told).hasSize(4);
    }

    @Test
    void saysSoIfL1DoesNotShow() {
        assertThatThrownBy(() -> MemoryProbes.measure(new MadeUp(1 << 30), L2, 64 * L2, step -> {}))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("33 cycles in small memory, 33 in 384 KiB and 262 in L2");
    }

    @Test
    void readsMuchMoreThanL2HoldsButLeavesRoom() {
        assertThat(MemoryProbes.dramFootprint(L2, MEMORY)).isEqualTo(3200L << 20);
        assertThat(MemoryProbes.dramFootprint(L2, 8L << 30)).isEqualTo(2L << 30);
    }

    @Test
    void theFileIsOneThatTheCatalogueReads() throws IOException {
        GpuSpec spec = GpuCatalogue.find(write().toString());

        assertThat(spec.name()).isEqualTo("nvidia-made-up-9");
        assertThat(spec.computeCapability()).isEqualTo("9.0");
        assertThat(spec.smCount()).isEqualTo(132);
        assertThat(spec.l1BytesPerSm()).isEqualTo(208 << 10);
        assertThat(spec.l1RequestBytes()).isEqualTo(32);
        // 120.5 bytes per cycle at 1.98 GHz.
        assertThat(spec.l1BytesPerSecondPerSm()).isEqualTo(238.59e9);
        assertThat(spec.l2Bytes()).isEqualTo(L2);
        assertThat(spec.dramBytes()).isEqualTo(MEMORY);
        assertThat(spec.tensorFp16Flops()).isNull();
        assertThat(spec.sources())
                .containsEntry("smCount", "told by the driver")
                .hasEntrySatisfying(
                        "l1RequestBytes", source -> assertThat(source).startsWith("inferred from"))
                .hasEntrySatisfying(
                        "l1BytesPerSecondPerSm",
                        source -> assertThat(source)
                                .isEqualTo("measured: 16 KiB of L1 read again and again on every SM,"
                                        + " 120.5 bytes per cycle; 1.98 GHz"))
                .allSatisfy((figure, source) ->
                        assertThat(source).matches("(measured: .*; 1\\.98 GHz|told by the driver|inferred .*)"));
    }

    @Test
    void requestsWereLongerUpToPascal() throws IOException {
        Path file = Files.writeString(folder.resolve("old.json"), GpuFile.of(gpu(61)));

        assertThat(GpuCatalogue.read(file).l1RequestBytes()).isEqualTo(128);
    }

    private Path write() throws IOException {
        return Files.writeString(folder.resolve("gpu.json"), GpuFile.of(gpu(90)));
    }

    private static ProbedGpu gpu(int capability) {
        ProbedFigures figures = MemoryProbes.measure(new MadeUp(208 << 10), L2, 64 * L2, step -> {});
        DeviceIdentity identity = new DeviceIdentity(
                "NVIDIA Made-Up (9)",
                capability,
                132,
                "0000:65:00.0",
                "GPU-0",
                "13.0",
                1_980_000_000L,
                1,
                1,
                L2,
                MEMORY,
                1);
        return new ProbedGpu(identity, new Multiprocessor(233472, 262144), figures);
    }

    /** A GPU by formulas: L1 of the given size, L2 of 50 MiB. */
    private record MadeUp(int l1Bytes) implements Bench {
        @Override
        public double cachedLatency(int footprintBytes) {
            return footprintBytes <= l1Bytes ? 33 : 262;
        }

        @Override
        public double l2Latency(int footprintBytes) {
            return footprintBytes <= L2 ? 262 : 658;
        }

        @Override
        public double dramLatency() {
            return 658;
        }

        @Override
        public double sharedLatency() {
            return 29;
        }

        @Override
        public double l1BytesPerCycle() {
            return 120.5;
        }

        @Override
        public double sharedBytesPerCycle() {
            return 127.9;
        }

        @Override
        public double bytesPerSecondPastL1(long bytes, int passes) {
            return bytes <= L2 ? 5.5e12 : 4.1e12;
        }

        @Override
        public long sharedEvenly(long bytes) {
            return bytes;
        }

        @Override
        public Arithmetic arithmetic() {
            return new Arithmetic(66.9e12, 1.98e9);
        }
    }
}
