package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import macjoule.bench.engine.jcuda.driver.KernelModule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiling on the host, with stand-ins for the compiler and the driver. */
class NvrtcTest {
    private static final String LAYER = "layer/ci2-hi4-wi4-co3-hf3-wf3-pad1/n1";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static StubDriver driver;

    @BeforeAll
    static void compile() throws Exception {
        driver = StubDriver.compile(folder).withTile("64x64x8").withNvrtc("libnvrtc.so.13");
    }

    /** With a process before and after it that may compile nothing itself. */
    @Test
    void makesMachineCodeForTheGpuItselfAndKeepsIt() throws Exception {
        assertThat(run("cubin", KernelModule.KEPT_ONLY + "=1"))
                .anyMatch(line -> line.startsWith("kernels: shipped, compute_90a; no NVRTC: /")
                        && line.endsWith("the process that was to compile the kernels left none"))
                .contains("outputs 48")
                .doesNotContain("create kernels.cu");
        List<String> first = run("cubin", "");
        assertThat(first)
                .containsSubsequence(
                        "create kernels.cu",
                        "option --std=c++17",
                        "option --gpu-architecture=sm_90a",
                        "CUBIN",
                        "left 0")
                .contains("kernels: NVRTC 13.0, sm_90a", "outputs 48");
        assertThat(run("cubin", KernelModule.KEPT_ONLY + "=1"))
                .contains("kernels: NVRTC 13.0, sm_90a", "outputs 48")
                .doesNotContain("create kernels.cu");
    }

    @Test
    void makesPtxForAGpuThatIsNewerThanItself() throws Exception {
        assertThat(run("ptx", "STUB_ARCHITECTURES=1"))
                .contains(
                        "option --gpu-architecture=compute_80", "PTX", "kernels: NVRTC 13.0, compute_80", "outputs 48");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STUB_VERSION=12040 | NVRTC 13.0 is too new for the driver, which is for CUDA 12.4",
                "STUB_COMPILES=6 | it does not compile the kernels for sm_90a: kernels.cu(7): error: a line of the log"
            })
    void elseTheShippedCodeServesAndTheReasonIsOnRecord(String script, String reason) throws Exception {
        assertThat(run(script, script))
                .anyMatch(line -> line.startsWith("kernels: shipped, compute_90a; no NVRTC: /")
                        && line.endsWith("libnvrtc.so.13: " + reason))
                .contains("outputs 48");
    }

    @Test
    void whatIsNoLibraryIsPassedOver() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("libnvrtc.so.13"), "not a library");
        assertThat(run("broken", "MACJOULE_CUDA_LIBRARIES=" + broken))
                .anyMatch(line -> line.startsWith("kernels: shipped, compute_90a; no NVRTC: " + broken))
                .contains("outputs 48");
    }

    /** Each with a cache of its own, so that none finds what another made. */
    private static List<String> run(String cache, String script) throws Exception {
        Map<String, String> variables = new HashMap<>();
        variables.put("XDG_CACHE_HOME", folder.resolve("cache-" + cache).toString());
        Arrays.stream(script.split(" ", -1))
                .filter(part -> !part.isEmpty())
                .forEach(part ->
                        variables.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1)));
        return driver.run(variables, StubSession.class, "jcuda", LAYER).lines();
    }
}
