package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import macjoule.bench.cli.Main;
import macjoule.bench.engine.Agreement;
import macjoule.bench.engine.cuda.HostLibraries;
import macjoule.calibration.csv.CsvTable;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines on cuDNN and cuBLAS, with stand-ins for both beside the one for the driver, all computing on the processor. */
@Execution(ExecutionMode.CONCURRENT)
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
        Map<String, String> named = with("FAKE_CUDNN_UNSUPPORTED", "1");
        named.put("JAVA_TOOL_OPTIONS", "-Dmacjoule.cudnn.algorithm=implicit-precomp-gemm");
        StubDriver.End end = driver.withTile("auto").run(named, StubSession.class, "cudnn", LAYER);
        assertThat(end.lines())
                .anyMatch(line -> line.startsWith("lost nothing: cuDNN: ")
                        && line.contains("implicit-precomp-gemm")
                        && line.endsWith("CUDNN_STATUS_NOT_SUPPORTED (3000)"));
    }

    /** The bias is added behind it instead of as it goes. */
    @Test
    void whatIsRefusedFusedIsComputedInTwoSteps() throws Exception {
        StubDriver.End end =
                driver.withTile("auto").run(with("FAKE_CUDNN_REFUSES", "fused"), StubSession.class, "cudnn", LAYER);
        assertThat(kernels(end, "layer/ci2-")).isEqualTo("cuDNN 9.10.2 implicit-precomp-gemm; scale_f32");
        assertThat(end.lines()).contains("outputs 48");
    }

    @Test
    void whatTheUsualAlgorithmRefusesIsLeftToTheNextAndThenToOwnKernels() throws Exception {
        Map<String, String> settings = with("FAKE_CUDNN_REFUSES", "groups");
        settings.put("FAKE_CUDNN_UNSUPPORTED", "1");
        String groups = "layer/ci4-hi4-wi4-co6-hf3-wf3-pad1-groups2/n1";
        StubDriver.End end = driver.withTile("128x32x4").run(settings, StubSession.class, "cudnn", LAYER, groups);
        assertThat(kernels(end, "layer/ci2-")).isEqualTo("cuDNN 9.10.2 implicit-gemm; scale_f32");
        assertThat(kernels(end, "layer/ci4-")).isEqualTo("conv_f32_128x32x4");
        assertThat(end.lines()).contains("outputs 48", "outputs 96");
    }

    private static String kernels(StubDriver.End end, String layer) {
        return end.lines().stream()
                .filter(line -> line.startsWith(layer))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .collect(Collectors.joining("; "));
    }

    /** Two layers in one process: one handle of each library, and of all else as many destroyed as made. */
    @Test
    void librariesAreStartedOncePerProcess() throws Exception {
        assertThat(made(Map.of(), LAYER, LAYER))
                .containsEntry("cuDNN", 1)
                .containsEntry("cuBLAS", 1)
                .containsEntry("Tensor", 0)
                .containsEntry("Filter", 0)
                .containsEntry("Convolution", 0)
                .containsEntry("Activation", 0);
    }

    @Test
    void whatFailsHalfMadeLeavesNothingBehind() throws Exception {
        assertThat(made(Map.of("FAKE_CUDNN_SET", "2000"), LAYER))
                .containsOnly(entry("cuDNN", 1), entry("cuBLAS", 1), entry("Tensor", 0), entry("Filter", 0));
    }

    /** How many of each kind are left, handles aside destroyed no more often than made. */
    private static Map<String, Integer> made(Map<String, String> more, String... layers) throws Exception {
        Path log = Files.createTempFile(folder, "made", ".txt");
        Map<String, String> settings = with("FAKE_CUDNN_LOG", log.toString());
        settings.putAll(more);
        String[] arguments =
                Stream.concat(Stream.of("cudnn"), Stream.of(layers)).toArray(String[]::new);
        driver.withTile("128x32x4").run(settings, StubSession.class, arguments);
        Map<String, Integer> left = new HashMap<>();
        Files.readAllLines(log)
                .forEach(line -> left.merge(line.substring(2), line.startsWith("+") ? 1 : -1, Integer::sum));
        return left;
    }

    @Test
    void anNvrtcThatDoesNotLoadLeavesCudnnUsable() throws Exception {
        Path libraries = Files.createDirectory(folder.resolve("with a broken one"));
        for (String name : LIBRARIES) {
            Files.copy(Path.of(variables.get(HostLibraries.OWN_FOLDER), name), libraries.resolve(name));
        }
        Files.writeString(libraries.resolve("libnvrtc.so.13"), "not a library");
        StubDriver.End end = driver.withTile("auto")
                .run(with(HostLibraries.OWN_FOLDER, libraries.toString()), StubSession.class, "cudnn", LAYER);
        assertThat(end.lines()).contains("probe yes", "outputs 48");
    }

    @Test
    void aNeededLibraryThatDoesNotLoadIsNamed() throws Exception {
        Path libraries = Files.createDirectory(folder.resolve("broken"));
        for (String name : LIBRARIES) {
            Files.writeString(libraries.resolve(name), "not a library");
        }
        StubDriver.End end = driver.withTile("auto")
                .run(with(HostLibraries.OWN_FOLDER, libraries.toString()), StubSession.class, "cudnn", LAYER);
        assertThat(end.lines())
                .anyMatch(line -> line.startsWith("lost nothing: cuDNN or cuBLAS does not load")
                        && line.contains("libcud")
                        && line.endsWith("see macjoule doctor"));
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
