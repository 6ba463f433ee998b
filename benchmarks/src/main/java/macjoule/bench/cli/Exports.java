package macjoule.bench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run as other tools take them. What was not measured is left out: none of them knows a value that is absent, and a
 * zero would be taken for one. All are written so that smaller is better, in joules and seconds of one operation.
 */
final class Exports {
    private static final double NANOSECONDS = 1e9;

    private Exports() {}

    /** What a person calls a case of an engine. */
    private static String name(CaseResult result) {
        return result.unit().key() + " on " + result.unit().engine();
    }

    private static List<CaseResult> measured(RunRecord run) {
        return run.results().stream()
                .filter(result -> result.status() == CaseResult.Status.MEASURED)
                .toList();
    }

    /** Bencher Metric Format. Its own adapter for JMH would lose the joules, which are secondary results there. */
    static String bencher(RunRecord run) {
        ObjectNode document = Json.object();
        for (CaseResult result : measured(run)) {
            ObjectNode measures = document.putObject(name(result));
            // Its built-in measure, in its built-in unit.
            put(measures, "latency", result.secondsPerOp(), NANOSECONDS);
            String how = EnergyNotes.provenance(run).map(one -> "-" + one).orElse("");
            put(measures, "joules-per-op" + how, result.joulesPerOp(), 1);
        }
        return pretty(document);
    }

    private static void put(ObjectNode measures, String measure, @Nullable Double value, double scale) {
        if (value != null) {
            measures.putObject(measure).put("value", value * scale);
        }
    }

    /** The format customSmallerIsBetter of github-action-benchmark, whose own one for JMH reads primary results only. */
    static String githubActionBenchmark(RunRecord run) {
        ArrayNode list = Json.array();
        for (CaseResult result : measured(run)) {
            entry(list, name(result) + ", time", "s/op", result.secondsPerOp(), result.spread());
            entry(list, name(result) + ", " + energy(run), "J/op", result.joulesPerOp(), null);
        }
        return pretty(list);
    }

    /** Joules that nobody measured must not go by the same name as those that were. */
    private static String energy(RunRecord run) {
        return EnergyNotes.provenance(run).map(how -> "energy, " + how).orElse("energy");
    }

    private static void entry(
            ArrayNode list, String name, String unit, @Nullable Double value, @Nullable Double spread) {
        if (value != null) {
            ObjectNode entry =
                    list.addObject().put("name", name).put("unit", unit).put("value", value);
            if (spread != null) {
                entry.put("range", String.format(Locale.ROOT, "± %.1f %%", 100 * spread));
            }
        }
    }

    /**
     * One row for each run, as Apache Otava reads a history: the time first, then a column for each metric. It looks for changes from
     * row to row, so these are in the order of time, however a shell sorted the runs.
     */
    static String otava(List<RunRecord> runs) {
        List<RunRecord> history = runs.stream()
                .sorted(Comparator.comparing(run -> run.manifest().start()))
                .toList();
        List<String> names = history.stream()
                .flatMap(run -> metrics(run).stream())
                .map(Metric::name)
                .distinct()
                .toList();
        List<Column<RunRecord>> columns = new ArrayList<>();
        columns.add(Column.text("time", "time", run -> run.manifest().start().toString()));
        columns.add(Column.text("version", "version", run -> run.manifest().version()));
        for (String name : names) {
            columns.add(
                    Column.number(name, name, run -> value(run, name), run -> Format.significant(value(run, name))));
        }
        return new Table<>("", columns, history).toCsv();
    }

    private static @Nullable Double value(RunRecord run, String name) {
        return metrics(run).stream()
                .filter(metric -> metric.name().equals(name))
                .map(Metric::value)
                .findFirst()
                .orElse(null);
    }

    private record Metric(String name, double value) {}

    private static List<Metric> metrics(RunRecord run) {
        List<Metric> metrics = new ArrayList<>();
        for (CaseResult result : measured(run)) {
            if (result.secondsPerOp() != null) {
                metrics.add(new Metric(name(result) + " time [s]", result.secondsPerOp()));
            }
            if (result.joulesPerOp() != null) {
                metrics.add(new Metric(name(result) + " " + energy(run) + " [J]", result.joulesPerOp()));
            }
        }
        return metrics;
    }

    private static String pretty(JsonNode node) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }
}
