package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Table;
import org.jspecify.annotations.Nullable;

/** Several runs beside each other. */
public final class ComparisonSections {
    private static final String UNAVAILABLE = "unavailable";

    private ComparisonSections() {}

    /**
     * Speed and efficiency of all runs, their ratios to the first, and what the runs say of themselves.
     *
     * @param labels one for each run, all different
     */
    public static List<Section> of(List<RunRecord> runs, List<String> labels) {
        List<Lane> lanes = CaseBars.lanes(runs, labels);
        List<String> keys = CaseBars.keys(lanes, planned -> true);
        return List.of(
                hosts(runs, labels),
                bars(
                        "speed",
                        "Speed of the runs",
                        "MACs of convolutions and fully connected layers (convention conv-fc) each second",
                        "speed [10⁹ MACs/s]",
                        lanes,
                        keys,
                        Measures::speed),
                bars(
                        "efficiency",
                        "Energy efficiency of the runs",
                        "MACs of convolutions and fully connected layers (convention conv-fc) for each joule",
                        "energy efficiency [10⁹ MACs/J]",
                        lanes,
                        keys,
                        Measures::efficiency),
                ratios(runs, labels, lanes, keys));
    }

    private static Section bars(
            String id,
            String heading,
            String what,
            String axis,
            List<Lane> lanes,
            List<String> keys,
            Lane.Measure measure) {
        CaseBars bars = CaseBars.of(axis, lanes, keys, measure);
        return new Section(
                "comparison-" + id,
                heading,
                Origin.REPLAYED,
                what
                        + " of each case in each run; the lines are two standard deviations of forks or windows to either side.",
                bars.body(),
                bars.notes());
    }

    /** What each run says of itself, a column for each. */
    private static Section hosts(List<RunRecord> runs, List<String> labels) {
        List<Map<String, String>> told = runs.stream()
                .map(run -> RunSections.facts(run.manifest()).stream()
                        .collect(Collectors.toMap(Fact::name, Fact::text, (one, other) -> one)))
                .toList();
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> RunSections.facts(run.manifest()).forEach(fact -> names.add(fact.name())));
        List<Column<String>> columns = new ArrayList<>();
        columns.add(Column.text("name", "what", name -> name));
        for (int i = 0; i < runs.size(); i++) {
            Map<String, String> facts = told.get(i);
            columns.add(Column.text("run" + (i + 1), labels.get(i), name -> facts.getOrDefault(name, UNAVAILABLE)));
        }
        return new Section(
                "comparison-hosts",
                "The runs and their hosts",
                Origin.REPLAYED,
                "What each run says of itself.",
                new DataTable(new Table<>(List.of(), columns, List.copyOf(names), List.of(), List.of())));
    }

    /**
     * A case in each run.
     *
     * @param kinds of which kind its joules are, empty where there are none
     */
    private record Row(
            String key,
            String engine,
            List<@Nullable Double> speeds,
            List<@Nullable Double> efficiencies,
            List<String> kinds) {
        /** Joules of different kinds tell nothing beside each other. */
        @Nullable
        Double efficiencyChange(int run) {
            return kinds.get(0).equals(kinds.get(run)) ? change(efficiencies, run) : null;
        }

        @Nullable
        Double change(List<@Nullable Double> values, int run) {
            Double base = values.get(0);
            Double current = values.get(run);
            return base == null || current == null ? null : (Double) (100 * (current / base - 1));
        }
    }

    private static Section ratios(List<RunRecord> runs, List<String> labels, List<Lane> lanes, List<String> keys) {
        List<Column<Row>> columns = new ArrayList<>();
        columns.add(Column.text("key", "case", Row::key));
        columns.add(Column.text("engine", "engine", Row::engine));
        columns.add(number(
                "macsPerSecond1",
                labels.get(0) + " [GMAC/s]",
                row -> row.speeds().get(0)));
        IntStream.range(1, runs.size())
                .forEach(i -> columns.add(number(
                        "speedChange" + (i + 1), labels.get(i) + " speed [%]", row -> row.change(row.speeds(), i))));
        columns.add(number(
                "macsPerJoule1",
                labels.get(0) + " [GMAC/J]",
                row -> row.efficiencies().get(0)));
        IntStream.range(1, runs.size())
                .forEach(i -> columns.add(number(
                        "efficiencyChange" + (i + 1),
                        labels.get(i) + " efficiency [%]",
                        row -> row.efficiencyChange(i))));
        return new Section(
                "comparison-changes",
                "Changes against " + labels.get(0),
                Origin.REPLAYED,
                "The first run, and by how many percent each other run is faster or more efficient; whether that is more than"
                        + " chance, the command compare tells.",
                new DataTable(new Table<>(List.of(), columns, rows(runs, lanes, keys), List.of(), List.of())));
    }

    private static Column<Row> number(String name, String heading, Function<Row, @Nullable Double> value) {
        return Column.number(name, heading, value::apply, row -> Format.significant(value.apply(row)));
    }

    private static List<Row> rows(List<RunRecord> runs, List<Lane> lanes, List<String> keys) {
        List<String> engines = lanes.stream().map(Lane::engine).distinct().toList();
        return keys.stream()
                .flatMap(key -> engines.stream()
                        .map(engine -> new Row(
                                key,
                                engine,
                                values(runs, engine, key, Measures::speed),
                                values(runs, engine, key, Measures::efficiency),
                                kinds(runs, engine, key))))
                .filter(row -> row.speeds().stream().anyMatch(value -> value != null))
                .toList();
    }

    private static List<@Nullable Double> values(
            List<RunRecord> runs, String engine, String key, Lane.Measure measure) {
        List<@Nullable Double> values = new ArrayList<>();
        runs.forEach(
                run -> values.add(new Lane("", run, engine).amount(key, measure).value()));
        return values;
    }

    private static List<String> kinds(List<RunRecord> runs, String engine, String key) {
        return runs.stream()
                .map(run -> new Lane("", run, engine)
                        .result(key)
                        .map(CaseResult::joules)
                        .map(Joules::kind)
                        .orElse(""))
                .toList();
    }
}
