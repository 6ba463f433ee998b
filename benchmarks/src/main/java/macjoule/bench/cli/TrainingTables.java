package macjoule.bench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.training.Footprint;
import macjoule.model.training.Iteration;
import macjoule.model.training.ReuseAnalysis;
import macjoule.model.training.ReuseScope;
import macjoule.model.training.StepRecord;
import macjoule.model.training.Trace;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.study.CapacitySearch;
import macjoule.model.training.study.ReproductionRow;
import org.jspecify.annotations.Nullable;

/** What {@code training} tells, as tables. */
final class TrainingTables {
    private static final double MIB = 1L << 20;

    private TrainingTables() {}

    static Table<TrainingRun> runs(
            List<TrainingModel> models, List<TrainingRun> runs, boolean severalMachines, boolean lowerBound) {
        List<Column<TrainingRun>> columns = new ArrayList<>(heads());
        columns.addAll(List.of(
                mebibytes("trafficIn", "in [MiB]", row -> row.iteration().trafficIn()),
                mebibytes("trafficOut", "out [MiB]", row -> row.iteration().trafficOut()),
                Column.number(
                        "timeSeconds",
                        "time [ms]",
                        row -> row.iteration().timeSeconds(),
                        row -> Format.decimal(row.iteration().timeSeconds() * 1e3, 3)),
                Column.number(
                        "averageBandwidth",
                        "bandwidth [GB/s]",
                        row -> row.iteration().averageBandwidth(),
                        row -> Format.decimal(row.iteration().averageBandwidth() / 1e9, 1)),
                Column.decimal(
                        "activeTime", "memory busy", 3, row -> row.iteration().activeTime()),
                Column.decimal(
                        "utilisation", "utilisation", 3, row -> row.iteration().utilisation()),
                Column.decimal(
                        "typeOneShare", "type I", 3, row -> row.iteration().typeOneShare()),
                Column.decimal(
                        "typeTwoShare", "type II", 3, row -> row.iteration().typeTwoShare()),
                mebibytes(
                        "peakOccupancy",
                        "peak use [MiB]",
                        row -> row.iteration().peakOccupancy()),
                Column.decimal(
                        "samplesPerSecond",
                        "samples/s",
                        1,
                        row -> row.iteration().samplesPerSecond())));
        if (severalMachines) {
            columns.add(Column.decimal("speedup", "speed-up", 3, TrainingRun::speedup));
            columns.add(Column.decimal("speedupBound", "bound", 3, TrainingRun::bound));
        }
        if (lowerBound) {
            columns.add(Column.number(
                    "trafficLowerBound",
                    "least traffic [MiB]",
                    TrainingRun::leastTraffic,
                    row -> row.leastTraffic() == null ? Format.UNKNOWN : Format.decimal(row.leastTraffic() / MIB, 1)));
        }
        return new Table<>(title(models.get(0)), columns, runs)
                .withNotes(models.stream().map(TrainingTables::footprint).toList());
    }

    static Table<TrainingRun> byType(List<TrainingModel> models, List<TrainingRun> runs) {
        List<Column<TrainingRun>> columns = new ArrayList<>(heads());
        Stream<LayerType> present = Arrays.stream(LayerType.values())
                .filter(type -> runs.get(0).iteration().timeByType().getOrDefault(type, 0.0) > 0);
        present.forEach(type -> columns.add(Column.number(
                TrainingJson.id(type),
                TrainingJson.id(type) + " [ms]",
                row -> row.iteration().timeByType().getOrDefault(type, 0.0),
                row -> Format.decimal(row.iteration().timeByType().getOrDefault(type, 0.0) * 1e3, 3))));
        return new Table<>(title(models.get(0)), columns, runs);
    }

    static Table<StepRecord> steps(TrainingModel model, Trace trace) {
        List<Column<StepRecord>> columns = List.of(
                Column.text("name", "step", StepRecord::name),
                Column.text("type", "type", row -> TrainingJson.id(row.type())),
                Column.count("ops", "operations", StepRecord::ops),
                step("workingSet", "tensors [MiB]", StepRecord::workingSet),
                step("occupancy", "in cache [MiB]", StepRecord::occupancy),
                Column.text("streamed", "streamed", row -> row.streamed() ? "yes" : ""),
                step("trafficIn", "in [MiB]", StepRecord::trafficIn),
                step("trafficOut", "out [MiB]", StepRecord::trafficOut),
                Column.number(
                        "timeSeconds",
                        "time [us]",
                        StepRecord::timeSeconds,
                        row -> Format.decimal(row.timeSeconds() * 1e6, 1)),
                Column.decimal("utilisation", "utilisation", 3, StepRecord::utilisation),
                Column.decimal("reuseFrequency", "ops/byte", 2, StepRecord::reuseFrequency),
                Column.text("bound", "roofline", row -> row.isComputeBound() ? "compute" : "memory"));
        Iteration whole = trace.iteration();
        String title = String.format(
                Locale.ROOT,
                "%s — batch %d, cache %s MiB, %.3f ms in all",
                title(model),
                whole.batch(),
                capacity(whole),
                whole.timeSeconds() * 1e3);
        return new Table<>(title, columns, trace.steps()).withNotes(List.of(footprint(model), reuseScopes(model)));
    }

    static Table<CapacitySearch> search(TrainingModel model, @Nullable CapacitySearch found, double utilisation) {
        List<Column<CapacitySearch>> columns = List.of(
                Column.number(
                        "firstMiB",
                        "first capacity [MiB]",
                        row -> row.first().cacheMiB(),
                        row -> capacity(row.first())),
                Column.decimal(
                        "firstUtilisation", "utilisation", 3, row -> row.first().utilisation()),
                Column.number(
                        "lastingMiB",
                        "met from there on at [MiB]",
                        row -> row.lasting().cacheMiB(),
                        row -> capacity(row.lasting())),
                Column.decimal(
                        "lastingUtilisation",
                        "utilisation",
                        3,
                        row -> row.lasting().utilisation()));
        Table<CapacitySearch> table = new Table<>(
                title(model) + ", for a utilisation of " + utilisation,
                columns,
                found == null ? List.of() : List.of(found));
        return found == null ? table.withNotes(List.of("no capacity of the range reaches it")) : table;
    }

    static Table<ReproductionRow> reproduction(List<ReproductionRow> rows) {
        List<Column<ReproductionRow>> columns = List.of(
                Column.text("quantity", "quantity", ReproductionRow::quantity),
                Column.text("unit", "unit", ReproductionRow::unit),
                Column.text("thesis", "thesis", ReproductionRow::thesis),
                Column.decimal("ours", "ours", 2, ReproductionRow::ours),
                Column.text("agrees", "agrees", row -> row.agrees() ? "yes" : "NO"),
                Column.text("assumption", "rests on", ReproductionRow::assumption));
        return new Table<>(
                "numbers of the thesis' text (C.-Y. Tsai, NTU 2021) beside ours, computed at 13.45e12 op/s and 616e9 B/s",
                columns,
                rows);
    }

    static String title(TrainingModel model) {
        return model.graph().name() + " — " + TrainingRules.text(model.options()) + "; computed, not measured";
    }

    private static String reuseScopes(TrainingModel model) {
        ReuseAnalysis reuse = model.reuse();
        return "cache for all reuse of a scope [MiB]: "
                + Arrays.stream(ReuseScope.values())
                        .filter(scope -> !reuse.of(scope).isEmpty())
                        .map(scope -> KebabEnums.id(scope) + " " + Format.decimal(reuse.capacityForAll(scope) / MIB, 0))
                        .collect(Collectors.joining(", "));
    }

    private static String footprint(TrainingModel model) {
        Footprint footprint = model.footprint();
        return String.format(
                Locale.ROOT,
                "memory needed at batch %,d: %,.1f MiB, of which %,.1f MiB weights, gradients and optimizer states",
                model.graph().batch(),
                footprint.peak() / MIB,
                footprint.persistent() / MIB);
    }

    private static String capacity(Iteration iteration) {
        double mib = iteration.cacheMiB();
        return Format.decimal(mib, mib == Math.rint(mib) ? 0 : 2);
    }

    private static List<Column<TrainingRun>> heads() {
        return List.of(
                Column.number(
                        "batch",
                        "batch",
                        row -> row.iteration().batch(),
                        row -> Format.count(row.iteration().batch())),
                Column.number(
                        "cacheMiB", "cache [MiB]", row -> row.iteration().cacheMiB(), row -> capacity(row.iteration())),
                Column.number(
                        "throughput",
                        "Top/s",
                        row -> row.iteration().hardware().throughput(),
                        row -> Format.decimal(row.iteration().hardware().throughput() / 1e12, 2)),
                Column.number(
                        "bandwidth",
                        "GB/s",
                        row -> row.iteration().hardware().bandwidth(),
                        row -> Format.decimal(row.iteration().hardware().bandwidth() / 1e9, 0)));
    }

    private static Column<TrainingRun> mebibytes(String name, String heading, ToLongFunction<TrainingRun> value) {
        return Column.number(name, heading, value::applyAsLong, row -> Format.decimal(value.applyAsLong(row) / MIB, 1));
    }

    private static Column<StepRecord> step(String name, String heading, ToLongFunction<StepRecord> value) {
        return Column.number(name, heading, value::applyAsLong, row -> Format.decimal(value.applyAsLong(row) / MIB, 2));
    }
}
