package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    static Stream<List<String>> everyCommand() {
        Stream<List<String>> ours = Main.commands().stream().map(List::of);
        Stream<List<String>> inner = Stream.of(
                List.of("calibrate", "alpha"),
                List.of("calibrate", "traffic"),
                List.of("sensor", "show"),
                List.of("sensor", "characterise"),
                List.of("sensor", "restore"));
        return Stream.concat(ours, inner);
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyHelpFitsATerminalAndIsQuiet(List<String> command) {
        PrintStream terminal = System.err;
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        CommandLineRun run;
        try {
            System.setErr(new PrintStream(noise, true, StandardCharsets.UTF_8));
            run = CommandLineRun.of(
                    Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));
        } finally {
            System.setErr(terminal);
        }
        assertThat(run.code()).isZero();
        assertThat(noise.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(run.out()).startsWith("Usage: macjoule " + command.get(0)).doesNotContain("%%", "%n");
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    }

    @Test
    void theListOfCommandsTellsEachInAWholeSentence() {
        String list = CommandLineRun.of("--help").out().replaceAll("\\n {10,}", " ");
        assertThat(list.lines().filter(line -> line.matches("  [a-z-]+ {2,}\\S.*")))
                .hasSameSizeAs(Main.commands())
                .allSatisfy(line -> assertThat(line).endsWith("."));
    }
}
