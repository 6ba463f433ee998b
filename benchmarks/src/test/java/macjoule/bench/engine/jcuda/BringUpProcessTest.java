package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import macjoule.bench.cli.Main;
import macjoule.bench.energy.window.GpuLock;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bring-up in its processes, with a stand-in for the driver that runs the real kernels on the processor. */
class BringUpProcessTest {
    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static StubDriver driver;

    @BeforeAll
    static void compile() throws Exception {
        driver = StubDriver.compile(folder).withKernels().withTile("128x32x4");
    }

    /** A few cases in place of all. */
    private static final String FEW = "-Dmacjoule.bring-up.cases=4";

    private static StubDriver.End bringUp(Path results, Map<String, String> variables, String... more)
            throws Exception {
        Stream<String> command = Stream.of("bring-up", "-o", results.toString());
        return driver.run(
                variables, Main.class, Stream.concat(command, Stream.of(more)).toArray(String[]::new));
    }

    private static List<String> names(Path results) throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void stepsLeaveTheirResultsBehind() throws Exception {
        Path results = folder.resolve("fine");
        StubDriver.End end = bringUp(
                results, Map.of("JAVA_TOOL_OPTIONS", FEW), "--only", "identity,self-test,report", "--minutes", "0.7");
        assertThat(names(results)).containsExactly("host.json", "report.html", "selftest.csv", "steps.json");
        List<String> plain = CsvTable.read(results.resolve("selftest.csv")).rows().stream()
                .filter(row -> row.text("engine").equals("jcuda"))
                .map(row -> row.text("case") + " " + row.text("status"))
                .toList();
        assertThat(plain).isNotEmpty().allMatch(line -> line.endsWith(" ok"));
        assertThat(end.lines()).anyMatch(line -> line.contains("report") && line.contains("done"));
        assertThat(Files.readString(results.resolve("report.html"))).contains("Engines held against the reference");
    }

    @Test
    void aGpuThatIsLostEndsItsStepAndIsLeftAlone() throws Exception {
        Path results = folder.resolve("lost");
        StubDriver.End end =
                bringUp(results, Map.of("STUB_LAUNCH", "9:719", "JAVA_TOOL_OPTIONS", FEW), "--only", "self-test");
        assertThat(end.code()).as(String.join("\n", end.lines())).isEqualTo(5);
        assertThat(Files.readString(results.resolve("steps.json")))
                .contains("\"failed\"")
                .contains("fell off the bus");
        // Each case that costs a process its context is on record, and another process goes on behind it.
        List<CsvRow> rows = CsvTable.read(results.resolve("selftest.csv")).rows();
        assertThat(rows).filteredOn(row -> row.text("status").equals("lost")).hasSizeGreaterThan(1);
        assertThat(rows.stream().map(row -> row.text("case") + row.text("engine")))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDriverThatIsTooOldEndsItBeforeAnythingIsTried() throws Exception {
        Path results = folder.resolve("old");
        StubDriver.End end = bringUp(results, Map.of("STUB_LOAD", "222"), "--only", "kernels,self-test");
        assertThat(end.code()).isEqualTo(5);
        assertThat(names(results)).containsExactly("steps.json");
        assertThat(Files.readString(results.resolve("steps.json")))
                .contains(
                        "the driver is too old for the kernels (CUDA_ERROR_UNSUPPORTED_PTX_VERSION); update the driver");
    }

    /** Else each of the others would compile them anew, for as long. */
    @Test
    void whereCompilingFailsLaterStepsTakeTheShippedKernels() throws Exception {
        Path results = folder.resolve("compiler");
        Map<String, String> variables = Map.of(
                "STUB_COMPILES",
                "-1",
                "XDG_CACHE_HOME",
                folder.resolve("no kernels").toString(),
                "JAVA_TOOL_OPTIONS",
                "-Dmacjoule.bring-up.cases=1");
        StubDriver.End end = driver.withNvrtc("libnvrtc.so.13")
                .run(variables, Main.class, "bring-up", "--only", "kernels,self-test", "-o", results.toString());
        assertThat(end.code()).as(String.join("\n", end.lines())).isEqualTo(5);
        assertThat(Files.readString(results.resolve("steps.json")))
                .contains("exit code 7")
                .contains("; later steps take the shipped kernels");
        assertThat(CsvTable.read(results.resolve("selftest.csv")).rows())
                .isNotEmpty()
                .allMatch(row -> row.text("status").equals("ok"));
    }

    /** As when another macjoule measures the same card: both would measure each other. */
    @Test
    void aGpuThatAnotherMeasuresIsLeftToIt() throws Exception {
        Path state = folder.resolve("state");
        Path locks = state.resolve("measured").resolve("locks");
        String uuid = "GPU-00112233-4455-6677-8899-aabbccddeeff";
        Map<String, String> variables = Map.of("JAVA_TOOL_OPTIONS", "-Dmacjoule.state=" + state);
        try (GpuLock other = GpuLock.take(locks, "gpu " + uuid).orElseThrow()) {
            assertThat(other).isNotNull();
            StubDriver.End end = bringUp(folder.resolve("two"), variables, "--only", "peaks");
            assertThat(end.code()).as(String.join("\n", end.lines())).isEqualTo(4);
            assertThat(end.lines())
                    .filteredOn(line -> line.startsWith("macjoule: cannot measure (another measurement has"))
                    .hasSize(1);
        }
    }

    @Test
    void withoutAGpuOneLineTellsAndNothingIsLeft() throws Exception {
        Path results = folder.resolve("none");
        StubDriver.End end = bringUp(results, Map.of("STUB_DEVICES", "0", "STUB_INIT", "100"));
        assertThat(end.code()).isEqualTo(4);
        assertThat(end.lines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("macjoule: cannot measure"));
        assertThat(results).doesNotExist();
    }
}
