package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import macjoule.bench.cli.Main;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that measures a GPU, from its launches to the file that models read, with a stand-in for the driver. */
class MeasureGpuTest {
    /** A small L2, so that what is read beyond it fits into any host. */
    private static final int L2_BYTES = 4 << 20;

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static StubDriver driver;

    @BeforeAll
    static void compile() throws Exception {
        driver = StubDriver.compile(folder);
        Path source = folder.resolve("probed_gpu.c");
        try (InputStream content = MeasureGpuTest.class.getResourceAsStream("probed_gpu.c")) {
            Files.copy(Objects.requireNonNull(content), source);
        }
        int code = new ProcessBuilder("gcc", "-shared", "-fPIC", "-o", probed().toString(), source.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    @Test
    void writesWhatItMeasured() throws Exception {
        Path file = folder.resolve("gpu.json");
        Path record = folder.resolve("launches");
        StubDriver.End end = measure(Map.of("STUB_RECORD", record.toString()), "-o", file.toString());

        assertThat(end.code()).as(String.join("\n", end.lines())).isZero();
        assertThat(Files.readAllLines(record))
                .noneMatch(line -> line.contains("wild") || line.contains("null"))
                // One step of 2 x 512 vectors in each of 264 blocks, which 20 GB are enough for 4623 times.
                .contains("probe_read_past_l1 264x1x1 512 0 m1 m4 (1024 4623)");
        GpuSpec gpu = GpuCatalogue.read(file);
        assertThat(gpu.name()).isEqualTo("stub-gpu");
        assertThat(gpu.smCount()).isEqualTo(132);
        assertThat(gpu.sharedBytesPerSm()).isEqualTo(233472);
        assertThat(gpu.registerBytesPerSm()).isEqualTo(262144);
        assertThat(gpu.l2Bytes()).isEqualTo(L2_BYTES);
        assertThat(gpu.l1BytesPerSm()).isEqualTo(96 << 10);
        assertThat(List.of(
                        gpu.l1LatencyCycles(),
                        gpu.l2LatencyCycles(),
                        gpu.dramLatencyCycles(),
                        gpu.sharedLatencyCycles()))
                .containsExactly(30.0, 200.0, 600.0, 20.0);
        assertThat(gpu.l1BytesPerSecondPerSm() / gpu.clockHz()).isEqualTo(64, within(0.1));
        assertThat(gpu.sharedBytesPerSecondPerSm() / gpu.clockHz()).isEqualTo(128, within(0.1));
    }

    @Test
    void predictTakesTheFile() throws Exception {
        Path file = folder.resolve("predicted.json");
        assertThat(measure(Map.of(), "-o", file.toString()).code()).isZero();
        StubDriver.End end = driver.run(Map.of(), Main.class, "predict", "alexnet", "--gpu", file.toString());

        assertThat(end.code()).as(String.join("\n", end.lines())).isZero();
    }

    @Test
    void withoutAGpuItIsOneLine() throws Exception {
        StubDriver.End end = measure(Map.of("STUB_DEVICES", "0"));

        assertThat(end.code()).isEqualTo(4);
        assertThat(end.lines())
                .singleElement()
                .asString()
                .startsWith("macjoule: cannot measure (the driver sees no GPU; look at nvidia-smi)");
    }

    @Test
    void countersThatStandStillAreOneLine() throws Exception {
        StubDriver.End end = measure(Map.of("STUB_KERNELS", ""), "--quiet");

        assertThat(end.code()).isEqualTo(4);
        assertThat(end.lines()).singleElement().asString().contains("a probe of the memory ended with");
    }

    private static StubDriver.End measure(Map<String, String> variables, String... options) throws Exception {
        Map<String, String> all =
                new HashMap<>(Map.of("STUB_KERNELS", probed().toString(), "STUB_L2", Integer.toString(L2_BYTES)));
        all.putAll(variables);
        String[] command = new String[2 + options.length];
        command[0] = "gpus";
        command[1] = "--measure";
        System.arraycopy(options, 0, command, 2, options.length);
        return driver.run(all, Main.class, command);
    }

    private static Path probed() {
        return folder.resolve("probed_gpu.so");
    }
}
