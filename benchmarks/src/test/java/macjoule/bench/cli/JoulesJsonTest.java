package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.CaseResult.Status;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The joules of a case as they are printed, with everything that a reader has to know of them. */
class JoulesJsonTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void bothSourcesArePublishedWhereItIsNotSettledWhichIsRight() {
        JsonNode json = json(joules(new Joules.Beside("instant", 0.0123, null), null));
        assertThat(json.at("/beside/source").textValue()).isEqualTo("instant");
        assertThat(json.at("/beside/value").doubleValue()).isEqualTo(0.0123);
        JsonNode failed = json(joules(new Joules.Beside("instant", null, "too few readings"), null));
        assertThat(failed.at("/beside/value").isNull()).isTrue();
        assertThat(failed.at("/beside/valueReason").textValue()).isEqualTo("too few readings");
        assertThat(json(joules(null, null)).get("besideReason").textValue()).contains("no second source");
    }

    @Test
    void spoiltWindowsAreCountedAndTheirReasonsTold() {
        JsonNode json = json(joules(null, "nothing was repeated"));
        assertThat(json.get("spoiltWindows").intValue()).isEqualTo(2);
        assertThat(json.get("spoiltReasons").toString()).isEqualTo("[\"others compute on this GPU\"]");
        assertThat(json.get("comparisonReason").textValue()).isEqualTo("nothing was repeated");
    }

    /** Ten millijoules in a millisecond, in which idling takes twenty. */
    @Test
    void netThatIsNotAboveZeroHasAReasonOfItsOwn() {
        RunRecord run = RunRecord.read(
                new Runs().with("alexnet/n1", Runs.ENGINE, 0.01).idle(20).write(folder));
        JsonNode net = new BenchReport(folder, run).json().at("/cases/0/joulesPerOp/net");
        assertThat(net.get("value").doubleValue()).isEqualTo(-0.01, within(1e-12));
        assertThat(net.get("absolute").isNull()).isTrue();
        assertThat(net.get("absoluteReason").textValue()).startsWith("it is not above 0");
    }

    @Test
    void unknownJoulesHaveTheirReasonInTheTable() {
        RunRecord run = RunRecord.read(
                new Runs().with("alexnet/n1", Runs.ENGINE, 4600).with("nin/n1").write(folder));
        BenchReport report = new BenchReport(folder, run);
        assertThat(report.table().toCsv().lines().filter(line -> line.startsWith("nin")))
                .singleElement(as(STRING))
                .endsWith(",no joules: no sensor");
        // 722,941,184 MACs (Netscope) less those of response normalisation, 5 * (96 * 54^2 + 256 * 27^2), in 4600 J.
        assertThat(report.table().toText()).contains("no joules: no sensor", "1.567e-04", "convention conv-fc");
    }

    @Test
    void theTableNamesASecondSourceAndWhatDisturbedTheDevice() {
        Joules joules = joules(new Joules.Beside("instant", 0.0123, null), null);
        BenchReport.Row row = row(joules, List.of("heat held the clock back"));
        assertThat(BenchReport.labels(row)).isEqualTo("metered beside(instant)=12.30mJ");
        assertThat(row.reason()).isEqualTo("disturbed: heat held the clock back");
        assertThat(row(joules, List.of()).reason()).isEmpty();
    }

    private static JsonNode json(Joules joules) {
        return JoulesJson.of(row(joules, List.of()));
    }

    private static BenchReport.Row row(Joules joules, List<String> disturbed) {
        Unit unit = new Unit("layer/ci1-hi4-wi4-co1-hf1-wf1/n1", "cuda");
        CaseResult result = new CaseResult(
                unit, Status.MEASURED, null, 2, 0.001, 0.0, true, null, joules.perOp(), null, joules, disturbed);
        return new BenchReport.Row(result, null, null);
    }

    private static Joules joules(Joules.@Nullable Beside beside, @Nullable String intervalReason) {
        List<String> spoilt = List.of("others compute on this GPU", "others compute on this GPU");
        return new Joules(
                0.0118,
                intervalReason == null ? 0.01 : null,
                intervalReason == null ? 0.06 : null,
                intervalReason,
                "forks",
                null,
                null,
                "idle power was not measured",
                "measured",
                "counter",
                "gpu",
                beside,
                List.of("metered"),
                spoilt);
    }
}
