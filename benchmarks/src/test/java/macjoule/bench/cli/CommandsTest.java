package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @Test
    void networksListsEveryName() throws IOException {
        CommandLineRun run = CommandLineRun.of("networks", "--format", "json");
        List<String> names = run.json().get("networks").findValuesAsText("name");
        assertThat(names)
                .hasSize(27)
                .contains("alexnet", "sqnxt-23-2.0-v5", "xception")
                .doesNotHaveDuplicates();
    }

    @Test
    void gpusTellsTheSourceOfEveryFigure() throws IOException {
        JsonNode gpu =
                CommandLineRun.of("gpus", "titan-xp", "--format", "json").json().at("/gpus/0");
        // DeLTA, Table I.
        assertThat(gpu.get("smCount").intValue()).isEqualTo(30);
        assertThat(gpu.at("/sources/smCount").textValue()).contains("Table I");
        assertThat(gpu.get("tensorFp16Flops").isNull()).isTrue();
        assertThat(gpu.get("tensorFp16FlopsReason").textValue()).isNotBlank();
    }

    @Test
    void anUnusableGpuFileIsOneClearLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("gpu.json"), "{\"name\": \"mine\", \"smCount\": -4}");
        CommandLineRun run = CommandLineRun.of("gpus", file.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("macjoule: ").contains(file.toString()).hasLineCount(1);
    }

    @Test
    void anOutputFileIsWrittenWholeAndNothingGoesToTheTerminal(@TempDir Path folder) {
        Path file = folder.resolve("networks.csv");
        CommandLineRun run = CommandLineRun.of("networks", "--format", "csv", "-o", file.toString(), "--quiet");
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEmpty();
        assertThat(file).content().startsWith("name,input,source");
    }

    @Test
    void runLeavesADirectoryThatSaysWhatWasMeasured(@TempDir Path folder) throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "run", "--quick", "--compute-only", "--runs", folder.toString(), "--format", "json", "--quiet");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        Path directory = Path.of(run.json().get("run").textValue());
        assertThat(run.json().get("measured").textValue()).startsWith("nothing");
        assertThat(directory.resolve("report.html"))
                .content()
                .contains("alexnet")
                .contains("nothing in this run");
        JsonNode steps =
                new ObjectMapper().readTree(directory.resolve("steps.json").toFile());
        assertThat(steps.get("command").textValue()).isEqualTo("run --quick");
        assertThat(steps.get("steps").findValuesAsText("status")).containsOnly("done");
        assertThat(directory.resolve("networks.csv")).content().hasLineCount(28);
    }

    @Test
    void aReportOfSomethingThatIsNoRunIsOneClearLine(@TempDir Path folder) {
        CommandLineRun run = CommandLineRun.of(
                "report", folder.toString(), "-o", folder.resolve("r.html").toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("macjoule: ")
                .contains(folder.toString())
                .hasLineCount(1);
        assertThat(folder.resolve("r.html")).doesNotExist();
    }

    @Test
    void withoutACommandOrWithAWrongOptionItPointsToHelp() {
        assertThat(CommandLineRun.of().code()).isEqualTo(2);
        assertThat(CommandLineRun.of("networks", "--frmat").err())
                .contains("networks --help")
                .hasLineCount(1);
        assertThat(CommandLineRun.of("--help").out()).contains("describe").contains("networks");
        assertThat(CommandLineRun.of("--version").out()).startsWith("macjoule ");
    }

    @Test
    void whatIsNoCommandOfOursGoesToJmhUnlessItIsAMisspeltOne() {
        assertThat(Main.isForJmh("CountingBenchmark")).isTrue();
        assertThat(Main.isForJmh("-l")).isTrue();
        assertThat(Main.isForJmh(".*")).isTrue();
        assertThat(Main.isForJmh("describe")).isFalse();
        assertThat(Main.isForJmh("--help")).isFalse();
        CommandLineRun run = CommandLineRun.of("descibe", "alexnet");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("macjoule: unknown command 'descibe': macjoule: did you mean describe?\n");
    }
}
