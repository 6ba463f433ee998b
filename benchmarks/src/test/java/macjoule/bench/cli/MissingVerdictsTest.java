package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import macjoule.calibration.record.MeasurementLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code compare} and {@code nightly} say of cases that are not measured any more. */
class MissingVerdictsTest {
    private static final String GOOD = "alexnet/n1";
    private static final String BROKEN = "googlenet/n1";
    private static final String YESTERDAY = "2026-01-01T02:00:00Z";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aFailedCaseIsListedAndExitsWithFive() throws IOException {
        String base = whole("base");
        String failed = write("failed", new Runs().with(GOOD).failing(BROKEN, "out of memory"));
        CommandLineRun table = CommandLineRun.of("compare", base, failed);
        assertThat(table.code()).as(table.err()).isEqualTo(5);
        assertThat(table.out().lines().filter(line -> line.startsWith(BROKEN)))
                .singleElement()
                .asString()
                .contains("FAILED", "out of memory");
        assertThat(table.out()).contains("1 not measured");
        JsonNode json =
                CommandLineRun.of("compare", base, failed, "--format", "json").json();
        assertThat(json.get("cases")).hasSize(1);
        JsonNode missing = json.get("missing").get(0);
        assertThat(missing.get("key").textValue()).isEqualTo(BROKEN);
        assertThat(missing.get("engine").textValue()).isEqualTo(Runs.ENGINE);
        assertThat(missing.get("status").textValue()).isEqualTo("failed");
        assertThat(missing.get("reason").textValue()).isEqualTo("out of memory");
        assertThat(missing.get("failure").booleanValue()).isTrue();
        assertThat(CommandLineRun.of("compare", base, failed, "--format", "csv").out())
                .contains(BROKEN + "," + Runs.ENGINE + ",-,,,,,,FAILED,out of memory");
    }

    @Test
    void aCaseThatWasNotAskedForIsANote() throws IOException {
        String less = write("less", new Runs().with(GOOD));
        CommandLineRun table = CommandLineRun.of("compare", whole("base"), less);
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("not planned this time: " + BROKEN + " on " + Runs.ENGINE);
    }

    @Test
    void joulesThatStayedAwayAreANote() throws IOException {
        String base = write("base", new Runs().with(GOOD, Runs.ENGINE, 0.01));
        String without = write("without", new Runs().with(GOOD).withoutJoules("the sensor is gone"));
        CommandLineRun table = CommandLineRun.of("compare", base, without);
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("no joules this time: " + GOOD, "the sensor is gone");
    }

    @Test
    void aRunThatMeasuredNothingIsOneLine() throws IOException {
        String base = whole("base");
        String nothing = write("nothing", new Runs().failing(BROKEN, "out of memory"));
        String why = "nothing was measured (" + BROKEN + " on " + Runs.ENGINE + ": out of memory): " + nothing;
        CommandLineRun.refused(why, "compare", base, nothing);
        CommandLineRun.refused(why, "compare", nothing, base);
        CommandLineRun.refused(why, "nightly", "--history", folder.toString(), "--run", nothing);
    }

    @Test
    void aRecordedNightWithAFailureExitsWithFive() throws IOException {
        write("yesterday", new Runs().with(GOOD).with(BROKEN).at(YESTERDAY));
        String tonight = write("tonight", new Runs().with(GOOD).failing(BROKEN, "out of memory"));
        CommandLineRun night =
                CommandLineRun.of("nightly", "--history", folder.toString(), "--run", tonight, "--format", "json");
        assertThat(night.code()).as(night.err()).isEqualTo(5);
        assertThat(night.json().get("nights").intValue()).isEqualTo(1);
        assertThat(night.json().get("verdicts").findValuesAsText("key")).containsExactly(GOOD);
        assertThat(night.json().get("missing").findValuesAsText("key")).containsExactly(BROKEN);
    }

    @Test
    void aNightOfASmallerSuiteIsFine() throws IOException {
        write("yesterday", new Runs().with(GOOD).with(BROKEN).at(YESTERDAY));
        String tonight = write("tonight", new Runs().with(GOOD));
        CommandLineRun night = CommandLineRun.of("nightly", "--history", folder.toString(), "--run", tonight);
        assertThat(night.code()).as(night.err()).isZero();
        assertThat(night.out()).contains("not planned this time: " + BROKEN);
    }

    @Test
    void figuresThatCannotBeAreBadInputWhereverTheyAreRead() throws IOException {
        String base = whole("base");
        String zero = write("zero", new Runs().with(GOOD, Runs.ENGINE, 0.01));
        Path log = Path.of(zero).resolve(MeasurementLog.FILE);
        Files.writeString(log, Files.readString(log).replaceFirst("\"joules\":1.0,", "\"joules\":0.0,"));
        CommandLineRun.refused(log + ", line 1", "compare", base, zero);
        CommandLineRun.refused(log + ", line 1", "export", zero, "--to", "csv");
        Files.writeString(log, "null\n");
        CommandLineRun.refused(log + ", line 1", "compare", zero, base);
        CommandLineRun.refused(log + ", line 1", "export", zero, "--to", "otava");
    }

    private String whole(String name) throws IOException {
        return write(name, new Runs().with(GOOD).with(BROKEN));
    }

    private String write(String name, Runs runs) throws IOException {
        return runs.write(Files.createDirectory(folder.resolve(name))).toString();
    }
}
