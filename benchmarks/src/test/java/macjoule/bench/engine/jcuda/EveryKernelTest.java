package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-test of a bring-up proves every kernel there is, not only those that happen to be fastest. */
class EveryKernelTest {
    private static final String PTX = "/macjoule/bench/engine/jcuda/kernels.compute_90a.ptx";

    /** Those that no layer is computed by. */
    private static final Set<String> NO_LAYERS = Set.of("copy_f32", "fill_f32", "peak_fma_f32");

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static StubDriver driver;

    @BeforeAll
    static void compile() throws Exception {
        driver = StubDriver.compile(folder).withTile("auto");
    }

    /** All odd layers and none of the networks behind them. Nothing is computed, so that all results are wrong: it is about what is tried. */
    @Test
    void oddLayersStartEachKernelOfTheModule() throws Exception {
        Path record = folder.resolve("launches");
        Path results = Files.createDirectory(folder.resolve("results"));
        driver.run(
                Map.of("STUB_RECORD", record.toString(), "JAVA_TOOL_OPTIONS", "-Dmacjoule.bring-up.cases=77"),
                Class.forName("macjoule.bench.bringup.StepProcess"),
                "self-test",
                results.toString(),
                "60");
        Set<String> started = Files.readAllLines(record).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toCollection(HashSet::new));
        started.addAll(NO_LAYERS);
        assertThat(started).containsExactlyInAnyOrderElementsOf(kernels());
        assertThat(kernelsOf(results, "jcuda", "of 64 channels 3x3 to 131"))
                .contains(
                        "conv_f32_128x128x8",
                        "conv_f32_128x64x4",
                        "conv_f32_128x32x4",
                        "conv_f32_128x128x8, sums in 18 parts",
                        "conv_f32_64x64x8")
                .doesNotHaveDuplicates();
        assertThat(kernelsOf(results, "jcuda-tf32", "of 64 channels 3x3 to 131"))
                .contains("conv_tf32_256x128x16", "conv_tf32_256x128x16, sums in 9 parts");
        assertThat(kernelsOf(results, "jcuda-bf16", "of 37 channels dilated")).contains("conv_bf16_128x64x32_any");
        assertThat(kernelsOf(results, "jcuda-fp16", "3x3 of 64 channels and ReLU"))
                .contains("conv_f16_128x256x64", "conv_f16_64x64x32, sums in 4 parts");
        assertThat(kernelsOf(results, "jcuda", "depthwise")).containsExactly("depthwise_f32");
    }

    private static List<String> kernelsOf(Path results, String engine, String key) {
        return CsvTable.read(results.resolve("selftest.csv")).rows().stream()
                .filter(row -> row.text("engine").equals(engine))
                .filter(row -> row.text("case").equals(key))
                .map((CsvRow row) -> row.text("kernel"))
                .toList();
    }

    private static Set<String> kernels() throws IOException {
        try (var ptx = Objects.requireNonNull(EveryKernelTest.class.getResourceAsStream(PTX))) {
            return Pattern.compile("\\.entry (\\w+)")
                    .matcher(new String(ptx.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
        }
    }
}
