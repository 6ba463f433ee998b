package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
        assertThat(directory.resolve("report.html")).content().contains("nothing in this run");
        assertThat(directory.resolve("report.json")).content().contains("alexnet");
        JsonNode steps =
                new ObjectMapper().readTree(directory.resolve("steps.json").toFile());
        assertThat(steps.get("command").textValue())
                .isEqualTo("run --quick --compute-only --runs " + folder + " --format json --quiet");
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

    /** JMH ends with 1 on what it does not know, the code of a regression. */
    @Test
    void whatNeitherWeNorJmhKnowIsAUsageError() {
        assertThat(Main.isForJmh("forward")).isTrue();
        for (String word : List.of("foo", "help")) {
            assertThat(Main.isForJmh(word)).as(word).isFalse();
            CommandLineRun run = CommandLineRun.of(word);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .startsWith("macjoule: unknown command '" + word + "': macjoule: use one of networks, describe")
                    .hasLineCount(1);
        }
        for (String option : List.of("--quiet", "--format=json")) {
            assertThat(Main.isForJmh(option)).as(option).isFalse();
            CommandLineRun run = CommandLineRun.of(option, "networks");
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("give the command first").hasLineCount(1);
        }
    }

    @Test
    void errorsOfTheJvmAreInternalOnesAndNoRegression() {
        assertThat(faultOf(new OutOfMemoryError("Java heap space"), "bench"))
                .isEqualTo("macjoule: out of memory (Java heap space): macjoule bench: ask for less at once, or allow "
                        + "more with JAVA_TOOL_OPTIONS=-Xmx8g\n");
        assertThat(faultOf(new NoClassDefFoundError("a/B"), "bench"))
                .contains(
                        "internal error (java.lang.NoClassDefFoundError: a/B): macjoule bench: run again with --debug")
                .hasLineCount(1);
        assertThat(faultOf(new StackOverflowError(), "bench", "--debug")).contains("\tat macjoule.bench.cli");
    }

    private static String faultOf(Error error, String... arguments) {
        StringWriter err = new StringWriter();
        int code = Main.guarded(
                () -> {
                    throw error;
                },
                new PrintWriter(err),
                arguments);
        assertThat(code).isEqualTo(70);
        return err.toString();
    }

    @Test
    void sizesTooLargeToCountWithAreABadInput() {
        CommandLineRun run = CommandLineRun.of(
                "describe", "--layer", "ci=999999999,hi=999999999,wi=999999999,co=999999999,hf=1,wf=1");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("too large").hasLineCount(1);
    }

    @Test
    void aWrongNumberIsToldInPlainWords() {
        CommandLineRun run = CommandLineRun.of("describe", "alexnet", "--alpha", "0,8");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("macjoule: invalid value for option '--alpha': '0,8' is not a number such as 0.8 or 1.5e9: "
                        + "macjoule describe: see 'macjoule describe --help'\n");
    }

    @Test
    void brokenJsonIsToldWithoutTheParsersOwnBusiness(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("net.json"), "{");
        CommandLineRun run = CommandLineRun.of("describe", file.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("not JSON (Unexpected end-of-input").doesNotContain("REDACTED");
    }

    @Test
    void aFullDiskIsToldAndAReaderThatHasSeenEnoughIsNot() throws IOException {
        assertThat(lossOf("No space left on device")).isEqualTo("No space left on device");
        assertThat(lossOf("Broken pipe")).isNull();
        assertThat(new StandardOutput(OutputStream.nullOutputStream()).loss()).isNull();
    }

    private static @Nullable String lossOf(String message) {
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        });
        PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8);
        out.print("data");
        out.flush();
        return output.loss();
    }
}
