package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import macjoule.bench.run.FakeEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of one layer of sixteen multiplications on an engine that needs no library. */
class NightlyCommandTest {
    private static final String IGNORE_LOCK = "jmh.ignoreLock";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeAll
    static void switchOn() {
        System.setProperty(FakeEngine.SWITCH, "true");
        System.setProperty(IGNORE_LOCK, "true");
    }

    @AfterAll
    static void switchOff() {
        System.clearProperty(FakeEngine.SWITCH);
        System.clearProperty(IGNORE_LOCK);
    }

    @Test
    void theFirstNightIsMeasuredAndJudgedByNothing() throws IOException {
        CommandLineRun first = night();
        assertThat(first.code()).as(first.err()).isZero();
        JsonNode json = first.json();
        assertThat(json.get("schema").asText()).isEqualTo("macjoule.nightly/1");
        assertThat(json.get("nights").intValue()).isZero();
        assertThat(json.get("verdicts").findValuesAsText("verdict")).containsOnly("AMBIGUOUS");
        assertThat(json.get("falseAlarmRate").get("rate").isNull()).isTrue();
        try (Stream<Path> runs = Files.list(folder)) {
            assertThat(runs)
                    .singleElement()
                    .satisfies(run -> assertThat(run.resolve("verdicts.json")).exists());
        }
        assertThat(night().json().get("nights").intValue()).isEqualTo(1);
    }

    @Test
    void aRecordedRunIsNotMeasuredAgain() {
        CommandLineRun both = CommandLineRun.of("nightly", "--run", "x", "--layer", BenchCommandTest.LAYER);
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("leave them out");
        CommandLineRun none =
                CommandLineRun.of("nightly", "--run", folder.resolve("none").toString());
        assertThat(none.code()).isEqualTo(3);
    }

    @Test
    void aMisspeltOptionOfBenchIsTold() {
        CommandLineRun run = CommandLineRun.of("nightly", "--history", folder.toString(), "--layers", "x");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--layers");
    }

    private CommandLineRun night() {
        return CommandLineRun.of(
                "nightly",
                "--history",
                folder.toString(),
                "--engine",
                "fake",
                "--layer",
                BenchCommandTest.LAYER,
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "3",
                "-r",
                "0.05",
                "--format",
                "json");
    }
}
