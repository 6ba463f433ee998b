package macjoule.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import macjoule.bench.cli.TrafficResult.Row;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.calibration.report.sections.TrafficTables;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.traffic.Comparison;
import macjoule.calibration.traffic.CounterJoin.LeftOut;
import macjoule.calibration.traffic.FreeNumberFit;
import macjoule.calibration.traffic.LevelAgreement;
import macjoule.calibration.traffic.TrafficCheck;
import macjoule.calibration.traffic.TrafficEvidence;
import org.jspecify.annotations.Nullable;

/** How the traffic models fare, for a person. */
final class TrafficView {
    private static final double NEGLIGIBLE = 0.01;

    private TrafficView() {}

    private record Agreement(Comparison comparison, LevelAgreement level) {}

    static String text(TrafficResult result) {
        List<String> parts = new ArrayList<>();
        parts.add(levels(result).toText());
        parts.add(worst(result).toText());
        result.checks().forEach(check -> parts.add(calibration(check)));
        if (!result.leftOut().isEmpty()) {
            parts.add(leftOut(result.leftOut()));
        }
        return String.join("\n", parts);
    }

    /** By reason, with how many there are and each of them. */
    private static String leftOut(List<LeftOut> leftOut) {
        StringBuilder text = new StringBuilder("left out:\n");
        TrafficEvidence.reasons(leftOut)
                .forEach((reason, count) -> text.append("  ")
                        .append(count)
                        .append(": ")
                        .append(reason)
                        .append("\n      ")
                        .append(leftOut.stream()
                                .filter(one -> one.reason().equals(reason))
                                .map(LeftOut::what)
                                .collect(Collectors.joining(", ")))
                        .append('\n'));
        return text.toString();
    }

    private static Table<Agreement> levels(TrafficResult result) {
        List<Agreement> rows = result.comparisons().stream()
                .flatMap(one -> one.levels().stream().map(level -> new Agreement(one, level)))
                .toList();
        List<Column<Agreement>> columns = List.of(
                Column.text("level", "level", row -> row.level().level().id()),
                Column.text("model", "model", row -> row.comparison().model()),
                Column.text("group", "kernels", row -> row.comparison().group()),
                Column.text("against", "against", row -> row.comparison().against()),
                Column.text("origin", "origin", row -> row.comparison().origin().id()),
                Column.count("n", "layers", row -> (long) row.level().n()),
                percent("gmae", "GMAE [%]", row -> row.level().gmae()),
                Column.text("gmaeCi95", "95 % of it", row -> range(row.level().gmaeCi95())),
                percent("bias", "bias [%]", row -> row.level().bias()),
                percent("stdev", "stdev [%]", row -> row.level().stdev()),
                percent("within10", "within 10 %", row -> row.level().within10()),
                percent("within20", "within 20 %", row -> row.level().within20()));
        List<String> notes = new ArrayList<>(result.notes());
        notes.add(TrafficTables.published());
        return new Table<>("models of traffic and time against references, " + result.run(), columns, rows)
                .withNotes(notes);
    }

    private static Table<Row> worst(TrafficResult result) {
        List<Row> off = result.worst().stream()
                .filter(row -> row.miss().error() > NEGLIGIBLE)
                .toList();
        return new Table<>("furthest off at each level, by more than 1 %", missColumns(), off);
    }

    /** Every layer at every level. */
    static Table<Row> layers(TrafficResult result) {
        return new Table<>("every layer", missColumns(), result.rows());
    }

    private static List<Column<Row>> missColumns() {
        return List.of(
                Column.text("level", "level", row -> row.miss().level().id()),
                Column.text("model", "model", row -> row.comparison().model()),
                Column.text("case", "case", row -> row.miss().layer()),
                Column.text("engine", "engine", row -> row.miss().engine()),
                number("predicted", "predicted", row -> row.miss().predicted()),
                number("reference", "reference", row -> row.miss().reference()),
                Column.decimal("ratio", "ratio", 3, row -> row.miss().ratio()),
                Column.text("origin", "origin", row -> row.comparison().origin().id()),
                Column.text("cause", "cause", row -> row.miss().cause()),
                Column.text("group", "kernels", row -> row.comparison().group()),
                Column.text("type", "type", row -> row.miss().type()));
    }

    private static String calibration(TrafficCheck check) {
        String against = check.comparisons().get(0).against() + " ("
                + check.calibration().origin().id() + "), " + check.group();
        return "DeLTA+ calibrated to " + against + "\n"
                + line("share", 1, "", check.calibration().share())
                + line("memory latency", 1e9, " ns", check.calibration().dramLatencySeconds());
    }

    private static String line(String name, double unit, String suffix, FreeNumberFit fit) {
        Double value = fit.value();
        Interval interval = fit.ci95();
        if (value == null || interval == null) {
            return String.format(Locale.ROOT, "  %-15s NOT identifiable: %s%n", name, fit.reason());
        }
        return String.format(
                Locale.ROOT,
                "  %-15s %s%.4g%s   95 %%: %.4g..%.4g%n"
                        + "  %-15s GMAE uncalibrated %.2f %%, fitted %.2f %%, on layers left out %.2f %% (%d layers)%n",
                name,
                fit.identifiable() ? "" : "NOT identifiable: ",
                unit * value,
                suffix,
                unit * interval.lower(),
                unit * interval.upper(),
                "",
                percent(fit.errorUncalibrated()),
                percent(fit.errorInFold()),
                percent(fit.errorOutOfFold()),
                fit.n());
    }

    private static double percent(@Nullable Double share) {
        return share == null ? Double.NaN : 100 * share;
    }

    private static String range(@Nullable Interval interval) {
        return interval == null
                ? Format.UNKNOWN
                : String.format(Locale.ROOT, "%.1f..%.1f", 100 * interval.lower(), 100 * interval.upper());
    }

    private static Column<Agreement> percent(String name, String heading, Function<Agreement, @Nullable Double> value) {
        return Column.number(name, heading, value::apply, row -> {
            Double found = value.apply(row);
            return Format.decimal(found == null ? null : (Double) (100 * found), 1);
        });
    }

    private static Column<Row> number(String name, String heading, Function<Row, Double> value) {
        return Column.number(name, heading, value::apply, row -> Format.significant(value.apply(row)));
    }
}
