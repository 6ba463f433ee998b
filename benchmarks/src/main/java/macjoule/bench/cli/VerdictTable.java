package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import macjoule.calibration.regression.CaseVerdict;
import macjoule.calibration.regression.Verdict;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.calibration.stats.Interval;
import org.jspecify.annotations.Nullable;

/** Verdicts as a table, the worst first, and as JSON. */
final class VerdictTable {
    private VerdictTable() {}

    static Table<CaseVerdict> of(String title, List<CaseVerdict> verdicts, List<String> notes) {
        List<Column<CaseVerdict>> columns = List.of(
                Column.text("key", "case", one -> one.unit().key()),
                Column.text("engine", "engine", one -> one.unit().engine()),
                Column.text("metric", "metric", one -> one.metric().id()),
                Column.number("base", "base", CaseVerdict::base, one -> scaled(one, one.base())),
                Column.number("current", "current", CaseVerdict::current, one -> scaled(one, one.current())),
                percent("change", "change [%]", CaseVerdict::change),
                percent("intervalLow", "from [%]", one -> bound(one.interval(), true)),
                percent("intervalHigh", "to [%]", one -> bound(one.interval(), false)),
                Column.text("verdict", "verdict", one -> one.verdict().name()),
                Column.text("reason", "reason", CaseVerdict::reason));
        return new Table<>(title, columns, worstFirst(verdicts))
                .withNotes(Stream.concat(Stream.of(count(verdicts)), notes.stream())
                        .toList());
    }

    private static Column<CaseVerdict> percent(
            String name, String heading, Function<CaseVerdict, @Nullable Double> value) {
        return Column.number(name, heading, value::apply, one -> {
            Double found = value.apply(one);
            return found == null ? Format.UNKNOWN : String.format(Locale.ROOT, "%+.2f", 100 * found);
        });
    }

    private static @Nullable Double bound(@Nullable Interval interval, boolean low) {
        return interval == null ? null : (Double) (low ? interval.lower() : interval.upper());
    }

    /** Milliseconds and millijoules, with the unit beside the number since a table may hold both. */
    private static String scaled(CaseVerdict one, @Nullable Double value) {
        String unit = switch (one.metric()) {
            case TIME -> " ms";
            case ENERGY -> " mJ";
        };
        return value == null ? Format.UNKNOWN : Format.decimal((Double) (value * 1e3), 4) + unit;
    }

    private static List<CaseVerdict> worstFirst(List<CaseVerdict> verdicts) {
        List<Verdict> order = List.of(Verdict.WORSE, Verdict.AMBIGUOUS, Verdict.BETTER, Verdict.SAME);
        return verdicts.stream()
                .sorted(Comparator.comparingInt(one -> order.indexOf(one.verdict())))
                .toList();
    }

    private static String count(List<CaseVerdict> verdicts) {
        return Stream.of(Verdict.values())
                .map(verdict -> verdicts.stream()
                                .filter(one -> one.verdict() == verdict)
                                .count()
                        + " " + verdict.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
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

    static int exitCode(List<CaseVerdict> verdicts) {
        return verdicts.stream().anyMatch(one -> one.verdict() == Verdict.WORSE) ? ExitCode.REGRESSION : ExitCode.OK;
    }
}
