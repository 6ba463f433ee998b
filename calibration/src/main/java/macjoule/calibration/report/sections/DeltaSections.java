package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.calibration.report.Table;
import macjoule.model.delta.Prediction;

/** What DeLTA predicts for the layers of a network. */
public final class DeltaSections {
    private static final double MEGA = 1e6;
    private static final double MILLI = 1e-3;

    private DeltaSections() {}

    /** Bytes read at each level of the memory, layer by layer. */
    public static Section traffic(String id, String heading, List<Prediction> layers) {
        return new Section(
                id,
                heading,
                Origin.COMPUTED,
                "Bytes that each layer reads through the L1 caches, from L2 and from memory, as DeLTA's equations have it.",
                new LineChart(
                        Axis.linear("layer"),
                        Axis.log("read [bytes]"),
                        List.of(
                                series("L1", layers, Prediction::l1Bytes),
                                series("L2", layers, Prediction::l2Bytes),
                                series("memory", layers, Prediction::dramBytes))));
    }

    /** Time and bottleneck of each layer. */
    public static Section times(String id, String heading, List<Prediction> layers) {
        List<Column<Prediction>> columns = List.of(
                Column.text("name", "layer", row -> row.layer().name()),
                Column.text("tile", "tile", row -> row.tile().toString()),
                scaled("l1Bytes", "L1 [MB]", MEGA, 1, Prediction::l1Bytes),
                scaled("l2Bytes", "L2 [MB]", MEGA, 1, Prediction::l2Bytes),
                scaled("dramBytes", "memory [MB]", MEGA, 1, Prediction::dramBytes),
                Column.decimal("l1MissRate", "L1 miss", 3, Prediction::l1MissRate),
                Column.decimal("l2MissRate", "L2 miss", 3, Prediction::l2MissRate),
                scaled("timeSeconds", "time [ms]", MILLI, 3, Prediction::timeSeconds),
                Column.text("bottleneck", "bound by", row -> row.bottleneck().name()),
                Column.text("notes", "notes", row -> String.join("; ", row.notes())));
        return new Section(
                id,
                heading,
                Origin.COMPUTED,
                "How long each layer takes as DeLTA's equations have it, and what it waits for.",
                new DataTable(new Table<>(List.of(), columns, layers, List.of(), List.of())));
    }

    private static Series series(String name, List<Prediction> layers, ToDoubleFunction<Prediction> bytes) {
        List<Point> points = new ArrayList<>();
        for (Prediction layer : layers) {
            points.add(new Point(layer.layer().name(), points.size() + 1, bytes.applyAsDouble(layer)));
        }
        return new Series(name, points);
    }

    private static Column<Prediction> scaled(
            String name, String heading, double unit, int decimals, ToDoubleFunction<Prediction> value) {
        return Column.number(
                name, heading, value::applyAsDouble, row -> Format.decimal(value.applyAsDouble(row) / unit, decimals));
    }
}
