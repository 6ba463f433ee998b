package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import macjoule.calibration.regression.CaseVerdict;
import macjoule.calibration.regression.MissingCase;
import macjoule.calibration.regression.Verdict;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.calibration.stats.Interval;
import org.jspecify.annotations.Nullable;

/** Verdicts as a table, what failed and then the worst first, and as JSON. */
final class VerdictTable {
    /** Ratios, which are judged, are those of geometric means; the figures of bench are to be read by themselves. */
    static final String STATISTIC = "geometric mean of forks; bench gives their arithmetic mean";

    private VerdictTable() {}

    /** A row for each verdict and for each case that was to be measured and was not. */
    static Table<VerdictRow> of(
            String title, List<CaseVerdict> verdicts, List<MissingCase> missing, List<String> notes) {
        List<MissingCase> failures =
                missing.stream().filter(MissingCase::isFailure).toList();
        List<Column<VerdictRow>> columns = List.of(
                Column.text("key", "case", row -> row.unit().key()),
                Column.text("engine", "engine", row -> row.unit().engine()),
                Column.text("metric", "metric", VerdictRow::metric),
                scaled("base", "base", CaseVerdict::base),
                scaled("current", "current", CaseVerdict::current),
                percent("change", "change [%]", CaseVerdict::change),
                percent("intervalLow", "from [%]", one -> bound(one.interval(), true)),
                percent("intervalHigh", "to [%]", one -> bound(one.interval(), false)),
                Column.text("verdict", "verdict", VerdictRow::verdict),
                Column.text("reason", "reason", VerdictRow::reason));
        List<VerdictRow> rows = Stream.concat(
                        failures.stream().map(VerdictRow::of),
                        worstFirst(verdicts).stream().map(VerdictRow::of))
                .toList();
        List<String> lines = new ArrayList<>(List.of(count(verdicts, failures.size())));
        lines.addAll(MissingView.notes(missing));
        lines.addAll(notes);
        return new Table<>(title, columns, rows).withNotes(lines);
    }

    private static Column<VerdictRow> percent(
            String name, String heading, Function<CaseVerdict, @Nullable Double> value) {
        return Column.number(name, heading, row -> known(row, value), row -> {
            Double found = known(row, value);
            return found == null ? Format.UNKNOWN : String.format(Locale.ROOT, "%+.2f", 100 * found);
        });
    }

    /** Milliseconds and millijoules, with the unit beside the number since a table may hold both. */
    private static Column<VerdictRow> scaled(
            String name, String heading, Function<CaseVerdict, @Nullable Double> value) {
        return Column.number(name, heading, row -> known(row, value), row -> {
            Double found = known(row, value);
            return found == null || row.judged() == null
                    ? Format.UNKNOWN
                    : Format.decimal((Double) (found * 1e3), 4)
                            + switch (row.judged().metric()) {
                                case TIME -> " ms";
                                case ENERGY -> " mJ";
                            };
        });
    }

    private static @Nullable Double known(VerdictRow row, Function<CaseVerdict, @Nullable Double> value) {
        return row.judged() == null ? null : value.apply(row.judged());
    }

    private static @Nullable Double bound(@Nullable Interval interval, boolean low) {
        return interval == null ? null : (Double) (low ? interval.lower() : interval.upper());
    }

    private static List<CaseVerdict> worstFirst(List<CaseVerdict> verdicts) {
        List<Verdict> order = List.of(Verdict.WORSE, Verdict.AMBIGUOUS, Verdict.BETTER, Verdict.SAME);
        return verdicts.stream()
                .sorted(Comparator.comparingInt(one -> order.indexOf(one.verdict())))
                .toList();
    }

    private static String count(List<CaseVerdict> verdicts, int failures) {
        String judged = Stream.of(Verdict.values())
                .map(verdict -> verdicts.stream()
                                .filter(one -> one.verdict() == verdict)
                                .count()
                        + " " + verdict.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return failures == 0 ? judged : judged + ", " + failures + " not measured";
    }

    static ArrayNode json(List<CaseVerdict> verdicts) {
        ArrayNode list = Json.array();
        verdicts.forEach(one -> list.add(json(one)));
        return list;
    }

    private static ObjectNode json(CaseVerdict one) {
        ObjectNode json = Json.object()
                .put("key", one.unit().key())
                .put("engine", one.unit().engine())
                .put("metric", one.metric().field());
        Json.putKnown(json, "base", one.base(), one.reason());
        Json.putKnown(json, "current", one.current(), one.reason());
        Json.putKnown(json, "change", one.change(), one.reason());
        Interval interval = one.interval();
        if (interval == null) {
            json.putNull("interval").put("intervalReason", one.reason());
        } else {
            json.putArray("interval").add(interval.lower()).add(interval.upper());
        }
        return json.put("verdict", one.verdict().name()).put("reason", one.reason());
    }

    /** A regression is told before what could not be measured, as it is known for certain. */
    static int exitCode(List<CaseVerdict> verdicts, List<MissingCase> missing) {
        if (verdicts.stream().anyMatch(one -> one.verdict() == Verdict.WORSE)) {
            return ExitCode.REGRESSION;
        }
        return missing.stream().anyMatch(MissingCase::isFailure) ? ExitCode.PARTLY_FAILED : ExitCode.OK;
    }
}
