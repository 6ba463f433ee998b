package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import macjoule.bench.cli.Main;
import macjoule.bench.engine.Agreement;
import macjoule.bench.engine.cuda.HostLibraries;
import macjoule.calibration.csv.CsvTable;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines on cuDNN and cuBLAS, with stand-ins for both beside the one for the driver, all computing on the processor. */
class LibraryEnginesTest {
    private static final Path SOURCE = Path.of("src/test/cuda/fake-cudnn.c").toAbsolutePath();

    /** What the bindings were made for; each is loaded by its own name. */
    private static final List<String> LIBRARIES = List.of(
            "libcudart.so.13",
            "libcublasLt.so.13",
            "libcublas.so.13",
            "libcudnn.so.9",
            "libcudnn_graph.so.9",
            "libcudnn_engines_precompiled.so.9",
            "libcudnn_engines_runtime_compiled.so.9",
            "libcudnn_heuristic.so.9",
            "libcudnn_ops.so.9",
            "libcudnn_adv.so.9",
            "libcudnn_cnn.so.9");

    private static final String LAYER = "layer/ci2-hi4-wi4-co3-hf3-wf3-pad1/n1";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static StubDriver driver;

    private static Map<String, String> variables = Map.of();

    @BeforeAll
    static void compile() throws Exception {
        driver = StubDriver.compile(folder).withKernels();
        Path libraries = Files.createDirectory(folder.resolve("libraries"));
        for (String name : LIBRARIES) {
            String library = libraries.resolve(name).toString();
            Process compiler = new ProcessBuilder(
                            "gcc", "-O1", "-shared", "-fPIC", "-Wl,-soname," + name, "-o", library, SOURCE.toString())
                    .inheritIO()
                    .start();
            assumeTrue(compiler.waitFor() == 0, "no C compiler that knows half precision");
        }
        variables = Map.of(HostLibraries.OWN_FOLDER, libraries.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cudnn squeezenet-1.1/35", "cudnn-tf32", "cudnn-fp16", "cudnn-bf16"})
    void agreesWithThePlainLoops(String arguments) throws Exception {
        String[] split = Pattern.compile(" ").split(arguments);
        StubDriver.End end = driver.withTile("auto").run(variables, Agreement.class, split);
        assertThat(end.lines())
                .contains("done")
                .filteredOn(line -> !line.equals("done"))
                .allMatch(line -> line.startsWith("agreement|") && line.endsWith("|true"));
    }

    @Test
    void anAlgorithmThatAddsNoBiasHasItAddedBehindIt() throws Exception {
        StubDriver.End end = driver.withTile("auto")
                .run(with("JAVA_TOOL_OPTIONS", "-Dmacjoule.cudnn.algorithm=gemm"), Agreement.class, "cudnn");
        assertThat(end.lines()).contains("done").noneMatch(line -> line.endsWith("|false"));
    }

    @Test
    void triesEveryAlgorithmThatTheLayerCanHave() throws Exception {
        Map<String, String> fastest = with("JAVA_TOOL_OPTIONS", "-Dmacjoule.cudnn.algorithm=fastest");
        StubDriver.End end = driver.withTile("auto").run(fastest, StubSession.class, "cudnn", LAYER);
        assertThat(end.lines()).anyMatch(line -> line.contains("cuDNN 9.10.2 "));
    }

    @Test
    void anAlgorithmThatTheLayerCannotHaveIsNamed() throws Exception {
        StubDriver.End end =
                driver.withTile("auto").run(with("FAKE_CUDNN_UNSUPPORTED", "1"), StubSession.class, "cudnn", LAYER);
        assertThat(end.lines())
                .anyMatch(line -> line.startsWith("lost nothing: cuDNN: ")
                        && line.contains("implicit-precomp-gemm")
                        && line.endsWith("CUDNN_STATUS_NOT_SUPPORTED (3000)"));
    }

    @Test
    void withoutTheLibrariesTheProbeNamesThem() throws Exception {
        Map<String, String> none =
                Map.of(HostLibraries.OWN_FOLDER, folder.resolve("none").toString());
        StubDriver.End end = driver.withTile("auto").run(none, StubSession.class, "cudnn");
        assertThat(end.lines()).anyMatch(line -> line.startsWith("probe ") && line.contains("libcudnn.so.9"));
    }

    @Test
    void aCudnnThatDoesNotStartLeavesTheOtherEngineItsResults() throws Exception {
        Path run = folder.resolve("wrong");
        StubDriver.End end = bench(with("FAKE_CUDNN_CREATE", "1001"), run, "jcuda,cudnn", 3);
        assertThat(end.code()).as(String.join("\n", end.lines())).isEqualTo(5);
        assertThat(RunRecord.read(run).results())
                .filteredOn(result -> result.unit().engine().equals("jcuda"))
                .singleElement()
                .satisfies(result -> assertThat(result.secondsPerOp()).isNotNull());
        assertThat(end.lines())
                .anyMatch(line -> line.contains(
                        "cuDNN 9.10.2 or cuBLAS does not start (cuDNN: cudnnCreate: CUDNN_STATUS_OTHER (1001));"
                                + " install cuDNN and cuBLAS that belong together"));
    }

    @Test
    void aCudnnThatDoesNotStartFailsItsCasesOfABringUp() throws Exception {
        Map<String, String> settings = with("FAKE_CUDNN_CREATE", "1001");
        settings.put("JAVA_TOOL_OPTIONS", "-Dmacjoule.bring-up.cases=1");
        Path results = folder.resolve("bring-up");
        StubDriver.End end = driver.withTile("128x32x4")
                .run(settings, Main.class, "bring-up", "--only", "self-test", "-o", results.toString());
        assertThat(end.code()).as(String.join("\n", end.lines())).isEqualTo(5);
        assertThat(CsvTable.read(results.resolve("selftest.csv")).rows()).allSatisfy(row -> {
            boolean cudnn = row.text("engine").startsWith("cudnn");
            assertThat(row.text("status")).isEqualTo(cudnn ? "failed" : "ok");
            assertThat(row.textIfKnown("reason").orElse("")).contains(cudnn ? "or cuBLAS does not start" : "");
        });
        assertThat(Files.readString(results.resolve("steps.json"))).contains("install cuDNN and cuBLAS that belong");
    }

    @Test
    void theDriverIsAskedWhetherTheGpuIsGone() throws Exception {
        Path run = folder.resolve("gone");
        StubDriver.End end = bench(with("FAKE_CUDNN_LOST", "20000"), run, "reference,cudnn", 5);
        assertThat(end.code()).as(String.join("\n", end.lines())).isEqualTo(5);
        assertThat(RunRecord.read(run).measurements())
                .filteredOn(Measurement::isFailure)
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.reason()).contains("a kernel failed, or the GPU fell off the bus"));
    }

    private static StubDriver.End bench(Map<String, String> settings, Path run, String engines, int windows)
            throws Exception {
        String layer = "ci=2,hi=4,wi=4,co=3,hf=3,wf=3,pad=1";
        String[] command = ("bench --idle 0 -f 1 -wi 0 -r 0.1 --layer " + layer + " --engine " + engines + " -i "
                        + windows + " -o " + run)
                .split(" ", -1);
        return driver.withTile("128x32x4").run(settings, Main.class, command);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return more;
    }
}
