package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import macjoule.bench.cli.Main;
import macjoule.bench.engine.Agreement;
import macjoule.calibration.record.JmhJsonReader;
import macjoule.calibration.record.KernelLog;
import macjoule.calibration.record.KernelUse;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines as a whole, with a stand-in for the driver that runs the real kernels on the processor. */
@Execution(ExecutionMode.CONCURRENT)
class EmulatedKernelsTest {
    private static final String LAYER = "ci=2,hi=4,wi=4,co=3,hf=3,wf=3,pad=1";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static StubDriver driver;

    @BeforeAll
    static void compile() throws Exception {
        driver = StubDriver.compile(folder).withKernels();
    }

    @ParameterizedTest
    @CsvSource({
        "jcuda, 64x64x8, mobilenet-v2/32",
        "jcuda, delta, squeezenet-1.1/35",
        "jcuda-tf32, 64x64x16, ''",
        "jcuda-fp16, 64x64x32, squeezenet-1.1/35",
        "jcuda-bf16, 128x64x64, ''"
    })
    void agreesWithThePlainLoops(String engine, String tile, String networks) throws Exception {
        String[] arguments = Pattern.compile(" ")
                .splitAsStream((engine + " " + networks).strip())
                .toArray(String[]::new);
        StubDriver.End end = driver.withTile(tile).run(Map.of(), Agreement.class, arguments);
        assertThat(end.lines())
                .contains("done")
                .filteredOn(line -> !line.equals("done"))
                .allMatch(line -> line.startsWith("agreement|") && line.endsWith("|true"));
    }

    /** Trying every tile runs each dozens of times, so on a layer that is small. */
    @Test
    void theFastestTileIsFoundByTrying() throws Exception {
        StubDriver.End end = driver.withTile("auto")
                .run(Map.of(), StubSession.class, "jcuda", "layer/ci3-hi5-wi5-co20-hf3-wf3-stride1-pad1-groups1/n1");
        assertThat(end.lines()).anyMatch(line -> line.contains(": conv_f32_")).contains("outputs 500");
    }

    /** Gathered one by one, they would take the kernel for any channels. */
    @Test
    void threeChannelsOfAnImageAreLoadedAsAVector() throws Exception {
        StubDriver.End end = driver.withTile("64x64x16")
                .run(Map.of(), StubSession.class, "jcuda-tf32", "layer/ci3-hi5-wi5-co20-hf3-wf3-stride1-pad1/n1");
        assertThat(end.lines())
                .anyMatch(line -> line.endsWith(": conv_tf32_64x64x16, 3 channels as 4"))
                .contains("outputs 500");
    }

    /** Of 16 channels: 144 terms, 18 steps of 8, so that sums are split. */
    @ParameterizedTest
    @CsvSource({"jcuda, 12", "jcuda-fp16, 8"})
    void eachKernelCanBeAskedFor(String engine, int kernels) throws Exception {
        StubDriver.End end = driver.withTile("auto")
                .run(Map.of(), StubChoices.class, engine, "layer/ci16-hi5-wi5-co20-hf3-wf3-stride1-pad1-groups1/n1");
        assertThat(end.lines())
                .hasSize(kernels)
                .allMatch(line -> line.startsWith("conv_") && line.endsWith(": true"))
                .doesNotHaveDuplicates();
    }

    /** Five images of a million values each, of which four are brought to the device at a time. */
    @ParameterizedTest
    @ValueSource(strings = {"jcuda", "jcuda-fp16"})
    void imagesThatAreBroughtInPiecesLieWhereTheyBelong(String engine) throws Exception {
        StubDriver.End end = driver.run(Map.of(), StubImages.class, engine);
        assertThat(end.lines()).containsExactly("true");
    }

    @Test
    void aRunTellsTheTimeOfTheDeviceAndTheKernels() throws Exception {
        Path run = folder.resolve("run");
        StubDriver.End end = bench(Map.of(), run, "jcuda", List.of());
        assertThat(end.code()).as(String.join("\n", end.lines())).isZero();
        List<Measurement> windows = RunRecord.read(run).measurements();
        assertThat(windows).hasSize(3).allSatisfy(window -> {
            assertThat(window.operations()).isGreaterThanOrEqualTo(5000).isEqualTo(window.allOperations());
        });
        assertThat(JmhJsonReader.read(run.resolve("jmh.json"), Set.of("device.time")))
                .singleElement()
                .satisfies(row -> {
                    double device = Objects.requireNonNull(row.secondary().get("device.time"))
                            .score();
                    assertThat(device)
                            .isPositive()
                            .isLessThanOrEqualTo(row.primary().score() * 1.01);
                });
        assertThat(Files.readString(run.resolve("log.txt")))
                .contains("@kernel ")
                .contains(": conv_f32_");
        assertThat(KernelLog.read(run))
                .extracting(KernelUse::layer, KernelUse::kernel)
                .contains(tuple("layer/ci2-hi4-wi4-co3-hf3-wf3-stride1-pad1-groups1", "conv_f32_128x32x4"));
    }

    @Test
    void whatWasMeasuredBeforeTheContextWasLostIsKept() throws Exception {
        Path run = folder.resolve("lost");
        StubDriver.End end = bench(Map.of("STUB_LAUNCH", "8000:719"), run, "reference,jcuda", List.of());
        assertThat(end.code()).as(String.join("\n", end.lines())).isEqualTo(5);
        assertThat(RunRecord.read(run).measurements())
                .filteredOn(Measurement::isFailure)
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.reason()).contains("a kernel failed, or the GPU fell off the bus"));
    }

    /** A hundred operations to a batch, each timed alone, so that emptying the cache does not count. */
    @Test
    void coldCasesTakeTheTimeOfTheDevice() throws Exception {
        Path suite = Files.writeString(folder.resolve("cold.json"), """
                {"name": "cold", "about": "one layer", "cases": ["layer/ci2-hi4-wi4-co3-hf3-wf3-pad1/n1/cold"], "batches": [],
                 "effort": {"forks": 1, "warmups": 0, "warmupSeconds": 0.1, "windows": 3, "windowSeconds": 0.1}}
                """);
        Path run = folder.resolve("cold");
        // A small cache, which is emptied three hundred times.
        StubDriver.End end = driver.run(
                Map.of("STUB_L2", "65536"),
                Main.class,
                "bench",
                "--engine",
                "jcuda",
                "--suite",
                suite.toString(),
                "-o",
                run.toString());
        assertThat(end.code()).as(String.join("\n", end.lines())).isZero();
        assertThat(RunRecord.read(run).measurements()).hasSize(3).allSatisfy(window -> {
            assertThat(window.operations() % 100).isZero();
            assertThat(window.joulesReason()).contains("emptying the cache");
        });
        assertThat(JmhJsonReader.read(run.resolve("jmh.json"), Set.of("device.time")))
                .singleElement()
                .satisfies(row -> assertThat(row.primary().score())
                        .isCloseTo(
                                Objects.requireNonNull(row.secondary().get("device.time"))
                                        .score(),
                                withinPercentage(1)));
    }

    /** After the first check the process has no context any more; the second one needs another process. */
    @Test
    void eachCheckThatLosesTheContextIsOnRecord() throws Exception {
        Path run = folder.resolve("checks");
        StubDriver.End end = bench(
                Map.of("STUB_LAUNCH", "3:700"),
                run,
                "jcuda",
                List.of("--layer", "ci=1,hi=5,wi=5,co=2,hf=3,wf=3,pad=1"));
        assertThat(end.code()).as(String.join("\n", end.lines())).isEqualTo(4);
        assertThat(Files.readAllLines(run.resolve("verification.jsonl")))
                .hasSize(2)
                .allMatch(line -> line.contains(": a kernel went outside its memory"));
    }

    private static StubDriver.End bench(Map<String, String> variables, Path run, String engines, List<String> more)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "bench",
                "--engine",
                engines,
                "--layer",
                LAYER,
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "3",
                "-r",
                "0.1",
                "-o",
                run.toString()));
        arguments.addAll(more);
        return driver.withTile("128x32x4").run(variables, Main.class, arguments.toArray(String[]::new));
    }
}
