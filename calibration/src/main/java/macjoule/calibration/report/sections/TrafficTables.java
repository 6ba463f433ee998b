package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import macjoule.calibration.published.DeltaAccuracy;
import macjoule.calibration.published.PublishedTables;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Table;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.traffic.Comparison;
import macjoule.calibration.traffic.FreeNumberFit;
import macjoule.calibration.traffic.Level;
import macjoule.calibration.traffic.LevelAgreement;
import macjoule.calibration.traffic.Miss;
import macjoule.calibration.traffic.TrafficCheck;
import macjoule.calibration.traffic.TrafficEvidence;
import org.jspecify.annotations.Nullable;

/** The numbers of a traffic check: errors at each level, what was calibrated, the layers furthest off and what is left out. */
public final class TrafficTables {
    private static final double NANO = 1e-9;
    private static final double MILLI = 1e-3;
    private static final double MEGA = 1e6;

    private TrafficTables() {}

    private record Agreement(Comparison comparison, LevelAgreement level) {}

    private record Calibrated(String name, String group, double unit, FreeNumberFit fit) {}

    private record Row(Comparison comparison, Miss miss) {}

    private record Reason(String reason, long count) {}

    /** How far each model is off, and what it is calibrated to. */
    static List<Section> summaries(TrafficEvidence evidence) {
        List<Section> sections = new ArrayList<>();
        if (!evidence.comparisons().isEmpty()) {
            sections.add(agreement(evidence.comparisons().get(0), evidence));
        }
        if (!evidence.checks().isEmpty()) {
            sections.add(calibration(evidence.comparisons().get(0), evidence.checks()));
        }
        return sections;
    }

    /** The layers furthest off, and what is left out. */
    static List<Section> details(TrafficEvidence evidence, Origin origin) {
        List<Comparison> comparisons = evidence.comparisons();
        List<Section> sections = new ArrayList<>();
        if (!comparisons.isEmpty()) {
            sections.add(worst(comparisons.get(0), comparisons));
        }
        if (!evidence.leftOut().isEmpty()) {
            sections.add(leftOut(evidence, origin));
        }
        return sections;
    }

    private static <T> Column<T> kernels(Function<T, Comparison> of) {
        return Column.text(
                "group", "kernels", row -> TrafficSections.kernels(of.apply(row).group()));
    }

    private static <T> Column<T> model(Function<T, Comparison> of) {
        return Column.text(
                "model", "model", row -> TrafficSections.name(of.apply(row).model()));
    }

    private static Section agreement(Comparison first, TrafficEvidence evidence) {
        List<Agreement> rows = evidence.comparisons().stream()
                .flatMap(one ->
                        one.levels().stream().filter(level -> level.n() > 0).map(level -> new Agreement(one, level)))
                .toList();
        List<Column<Agreement>> columns = List.of(
                kernels(Agreement::comparison),
                model(Agreement::comparison),
                Column.text(
                        "level",
                        "level",
                        row -> TrafficSections.name(row.level().level())),
                Column.count("n", "layers", row -> (long) row.level().n()),
                percent("gmae", "GMAE [%]", row -> row.level().gmae()),
                percent("gmaeLow", "from", row -> lower(row.level().gmaeCi95())),
                percent("gmaeHigh", "to", row -> upper(row.level().gmaeCi95())),
                percent("bias", "bias [%]", row -> row.level().bias()),
                percent("biasLow", "from", row -> lower(row.level().biasCi95())),
                percent("biasHigh", "to", row -> upper(row.level().biasCi95())),
                percent("stdev", "stdev [%]", row -> row.level().stdev()),
                percent("within10", "within 10 %", row -> row.level().within10()),
                percent("within20", "within 20 %", row -> row.level().within20()));
        List<String> notes = new ArrayList<>();
        notes.add("GPU as modelled: " + evidence.gpu().title() + ".");
        notes.addAll(evidence.notes());
        notes.add(published());
        return new Section(
                first.against() + "-agreement",
                "How far predictions are off " + first.against() + ", level by level",
                first.origin(),
                "GMAE is exp(mean |ln(predicted / measured)|) - 1, bias the same without taking the absolute value; with 95 %"
                        + " intervals by resampling layers.",
                new DataTable(new Table<>(List.of(), columns, rows, List.of(), List.of())),
                notes);
    }

    private static Section calibration(Comparison first, List<TrafficCheck> checks) {
        List<Calibrated> rows = new ArrayList<>();
        for (TrafficCheck check : checks) {
            rows.add(new Calibrated(
                    "share in step", check.group(), 1, check.calibration().share()));
            rows.add(new Calibrated(
                    "memory latency [ns]",
                    check.group(),
                    NANO,
                    check.calibration().dramLatencySeconds()));
        }
        List<Column<Calibrated>> columns = List.of(
                Column.text("name", "free number", Calibrated::name),
                Column.text("group", "kernels", row -> TrafficSections.kernels(row.group())),
                number("value", "value", row -> scaled(row, row.fit().value())),
                number("low", "from", row -> scaled(row, lower(row.fit().ci95()))),
                number("high", "to", row -> scaled(row, upper(row.fit().ci95()))),
                Column.text("identifiable", "identifiable", row -> row.fit().identifiable() ? "yes" : "no"),
                percent(
                        "errorUncalibrated",
                        "GMAE uncalibrated [%]",
                        row -> row.fit().errorUncalibrated()),
                percent("errorInFold", "fitted [%]", row -> row.fit().errorInFold()),
                percent("errorOutOfFold", "left out [%]", row -> row.fit().errorOutOfFold()),
                Column.count("n", "layers", row -> (long) row.fit().n()),
                Column.text(
                        "reason",
                        "because",
                        row -> row.fit().identifiable() ? "" : row.fit().reason()));
        return new Section(
                first.against() + "-calibration",
                "The free numbers of DeLTA+, calibrated to " + first.against(),
                first.origin(),
                "How far thread blocks run in step and how long memory takes, as this run has them; each layer left out in turn"
                        + " tells what error to expect of layers that were not measured.",
                new DataTable(new Table<>(List.of(), columns, rows, List.of(), List.of())));
    }

    /** All others are in the charts, whose numbers lie beside the page. */
    private static Section worst(Comparison first, List<Comparison> comparisons) {
        List<Row> rows = comparisons.stream()
                .flatMap(one -> one.worst().stream().map(miss -> new Row(one, miss)))
                .toList();
        List<Column<Row>> columns = List.of(
                Column.text("case", "case", row -> row.miss().layer()),
                Column.text("engine", "engine", row -> row.miss().engine()),
                Column.text("type", "type", row -> row.miss().type()),
                kernels(Row::comparison),
                model(Row::comparison),
                Column.text(
                        "level", "level", row -> TrafficSections.name(row.miss().level())),
                amount("predicted", "predicted", Miss::predicted),
                amount("reference", "measured", Miss::reference),
                Column.decimal("ratio", "ratio", 3, row -> row.miss().ratio()),
                Column.text("cause", "cause", row -> row.miss().cause()));
        return new Section(
                first.against() + "-worst",
                "Furthest off " + first.against() + ", and why",
                first.origin(),
                "The five layers that each model is furthest off at each level, and what of the model makes the difference.",
                new DataTable(new Table<>(List.of(), columns, rows, List.of(), List.of())));
    }

    private static Section leftOut(TrafficEvidence evidence, Origin origin) {
        List<Reason> rows = TrafficEvidence.reasons(evidence.leftOut()).entrySet().stream()
                .map(one -> new Reason(one.getKey(), one.getValue()))
                .toList();
        Map<String, String> whats = evidence.leftOut().stream()
                .collect(Collectors.groupingBy(
                        one -> one.reason(), Collectors.mapping(one -> one.what(), Collectors.joining(", "))));
        List<Column<Reason>> columns = List.of(
                Column.count("count", "how many", Reason::count),
                Column.text("reason", "why", Reason::reason),
                Column.text("what", "what", row -> whats.getOrDefault(row.reason(), "")));
        return new Section(
                "traffic-left-out",
                "What no model could be held against",
                origin,
                "Everything that this run counted or timed on a GPU and that is in no comparison, by reason.",
                new DataTable(new Table<>(List.of(), columns, rows, List.of(), List.of())));
    }

    /** The DeLTA paper's own figures, in one line. */
    public static String published() {
        return "published by the DeLTA paper, GMAE (stdev): "
                + PublishedTables.deltaAccuracy().stream()
                        .map(TrafficTables::published)
                        .collect(Collectors.joining(", "));
    }

    private static String published(DeltaAccuracy row) {
        return row.level() + " on " + row.gpu() + " " + published(row.gmae()) + " (" + published(row.stdev()) + ")";
    }

    private static String published(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * value.getAsDouble()) : "not printed";
    }

    private static @Nullable Double lower(@Nullable Interval interval) {
        return interval == null ? null : (Double) interval.lower();
    }

    private static @Nullable Double upper(@Nullable Interval interval) {
        return interval == null ? null : (Double) interval.upper();
    }

    private static @Nullable Double scaled(Calibrated row, @Nullable Double value) {
        return value == null ? null : (Double) (value / row.unit());
    }

    private static <R> Column<R> number(String name, String heading, Function<R, @Nullable Double> value) {
        return Column.number(name, heading, value::apply, row -> Format.significant(value.apply(row)));
    }

    /** In megabytes or milliseconds. */
    private static Column<Row> amount(String name, String heading, ToDoubleFunction<Miss> value) {
        return Column.number(name, heading, row -> value.applyAsDouble(row.miss()), row -> {
            boolean time = row.miss().level() == Level.TIME;
            double shown = value.applyAsDouble(row.miss());
            return Format.significant(time ? shown / MILLI : shown / MEGA) + (time ? " ms" : " MB");
        });
    }

    private static <R> Column<R> percent(String name, String heading, Function<R, @Nullable Double> value) {
        return Column.number(name, heading, value::apply, row -> {
            Double known = value.apply(row);
            return Format.decimal(known == null ? null : (Double) (100 * known), 1);
        });
    }
}
