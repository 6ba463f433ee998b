package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import macjoule.bench.cli.Main;
import macjoule.calibration.record.RunManifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to the driver, and what is said of it when it fails, with a stand-in that does as it is told. */
class StubDriverTest {
    private static final String LAYER = "delta/alex_conv2/n2";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static StubDriver driver;

    @BeforeAll
    static void compile() throws Exception {
        driver = StubDriver.compile(folder).withTile("128x64x4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STUB_INIT=999 | probe starting CUDA: the driver fails; the GPU may have fallen off the bus (CUDA_ERROR_UNKNOWN); see",
                "STUB_INIT=803 | probe starting CUDA: libcuda.so.1 and the loaded driver are of different versions (CUDA error 803); restart",
                "STUB_DEVICES=0 | probe the driver sees no GPU; look at nvidia-smi",
                "STUB_DEVICES=0 CUDA_VISIBLE_DEVICES=7 | probe CUDA_VISIBLE_DEVICES='7' leaves no GPU to be seen; unset it",
                "STUB_CAPABILITY=52 | probe its kernels need compute capability 6.0, this GPU has 5.2",
                "STUB_LOAD=222 STUB_VERSION=11040 | lost nothing: loading the kernels (shipped, compute_90a, PTX",
                "STUB_ALLOCATION=3 | lost nothing: taking 3 MiB for the filters of delta/alex_conv2, with 16,383 MiB of 16,384 MiB free: out of memory (CUDA_ERROR_OUT_OF_MEMORY); take a smaller batch",
                "STUB_LAUNCH=3:701 | lost nothing: starting conv_f32_128x64x4 on 12x4x1 blocks of 128: the GPU has too few registers",
                "STUB_LAUNCH=3:700 | lost process: starting conv_f32_128x64x4 on 12x4x1 blocks of 128: a kernel went outside its memory (CUDA_ERROR_ILLEGAL_ADDRESS); report",
                "STUB_LAUNCH=3:719 | lost process: starting conv_f32_128x64x4 on 12x4x1 blocks of 128: a kernel failed, or the GPU fell off the bus (CUDA_ERROR_LAUNCH_FAILED); see",
                "STUB_LAUNCH=3:999 | lost device: starting conv_f32_128x64x4 on 12x4x1 blocks of 128: the driver fails; the GPU may have fallen off"
            })
    void tellsOfEachFaultInOneLine(String script, String expected) throws Exception {
        StubDriver.End end = driver.run(script(script), StubSession.class, "jcuda", LAYER);
        assertThat(end.lines()).anyMatch(line -> line.startsWith(expected)).noneMatch(line -> line.startsWith("\tat "));
        assertThat(end.code()).isZero();
    }

    @Test
    void saysWhatTheCompilerSaysAndHowOldTheDriverIs() throws Exception {
        StubDriver.End end = driver.run(script("STUB_LOAD=222 STUB_VERSION=11040"), StubSession.class, "jcuda", LAYER);
        assertThat(end.lines())
                .anyMatch(
                        line -> line.contains("with a driver for CUDA 11.4")
                                && line.contains("'ptxas fatal : a line of the log'")
                                && line.endsWith(
                                        "the driver is too old for the kernels (CUDA_ERROR_UNSUPPORTED_PTX_VERSION); update the driver"));
    }

    /** The GPU is known all the same, by what the driver tells without a kernel. */
    @Test
    void aRunOnADriverThatIsTooOldSaysSoAndMeasuresNothing() throws Exception {
        Path run = folder.resolve("old");
        StubDriver.End end = driver.run(
                script("STUB_LOAD=222 STUB_VERSION=12020"),
                Main.class,
                ("bench --idle 0 --engine jcuda --layer ci=2,hi=4,wi=4,co=3,hf=3,wf=3 -f 1 -o " + run).split(" ", -1));
        assertThat(end.code()).as(String.join("\n", end.lines())).isEqualTo(4);
        assertThat(end.lines())
                .anyMatch(line -> line.contains("the driver is too old for the kernels"))
                .noneMatch(line -> line.startsWith("\tat "));
        assertThat(RunManifest.read(run).plan().engines()).singleElement().satisfies(engine -> {
            assertThat(engine.device()).isEqualTo("cuda:GPU-00112233-4455-6677-8899-aabbccddeeff");
            assertThat(engine.arithmetic()).isEqualTo("fp32");
        });
    }

    @Test
    void withoutADriverItSaysSoEachTime() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("libcuda.so.1"), "not a library");
        StubDriver.End end =
                driver.run(Map.of("LD_LIBRARY_PATH", broken.toString()), StubSession.class, "jcuda", LAYER, LAYER);
        assertThat(end.lines()).hasSize(3).allMatch(line -> line.contains("no NVIDIA driver"));
    }

    @Test
    void goesOnAfterARefusal() throws Exception {
        StubDriver.End end = driver.run(script("STUB_ALLOCATION=3"), StubSession.class, "jcuda", LAYER, LAYER);
        assertThat(end.lines().get(1)).contains("out of memory");
        assertThat(end.lines()).contains("outputs 373248");
    }

    @Test
    void tensorCoresNeedAmpere() throws Exception {
        StubDriver.End end = driver.run(script("STUB_CAPABILITY=75"), StubSession.class, "jcuda-tf32");
        assertThat(end.lines()).containsExactly("probe its kernels need compute capability 8.0, this GPU has 7.5");
    }

    /** Conv2 of AlexNet: 96 channels of 27x27, 256 filters of 5x5 padded by 2, two images; worked out by hand. */
    @Test
    void launchesWhatTheKernelsDeclare() throws Exception {
        assertThat(launches("jcuda", LAYER))
                .contains(
                        // 1458 rows make 12 tiles, 256 filters 4.
                        "conv_f32_128x64x4 12x4x1 128 0 m1 m3 m4 m2 m5 (2 96 27 27 256 27 27 5 5 1 1 2 2 1 1 1 1 0)",
                        // 2400 terms in each sum, filled up to 2432, and 64 more.
                        "conv_offsets 10x1x1 256 0 m5 (96 96 27 27 5 5 1 1 0 1 2400 2496)");
    }

    /** Each launch of AlexNet's layers gives a pointer where the kernel declares one, to memory that was allocated. */
    @Test
    void pointersLeadToMemory() throws Exception {
        assertThat(launches("jcuda", "alexnet/n1"))
                .hasSizeGreaterThan(14)
                .noneMatch(line -> line.contains("wild"))
                .anyMatch(line -> line.matches("conv_f32_128x64x4_matrix 1x64x1 128 0 m\\d+ m\\d+ m\\d+ m\\d+ null"
                        + " \\(1 9216 1 1 4096 1 1 1 1 1 1 0 0 1 1 1 1 1\\)"));
    }

    private static List<String> launches(String engine, String key) throws IOException, InterruptedException {
        Path record = folder.resolve("launches " + engine + " " + key.replace('/', ' '));
        Files.deleteIfExists(record);
        driver.run(Map.of("STUB_RECORD", record.toString()), StubSession.class, engine, key);
        return Files.readAllLines(record);
    }

    private static Map<String, String> script(String text) {
        return Pattern.compile(" ")
                .splitAsStream(text)
                .collect(Collectors.toMap(
                        part -> part.substring(0, part.indexOf('=')), part -> part.substring(part.indexOf('=') + 1)));
    }
}
