package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Prediction;
import macjoule.model.deltaplus.DeltaPlus;
import macjoule.model.deltaplus.L2Range;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/**
 * What {@code predict} tells.
 *
 * @param batch of all layers, null where it is swept
 * @param oneWorkload whether the layers run one after the other, so that they add up; not so for variants of one layer
 * @param plus the traffic model, where it can tell between which bounds L2 traffic lies
 */
record Predictions(
        String subject,
        GpuSpec gpu,
        @Nullable Integer batch,
        boolean oneWorkload,
        List<Prediction> layers,
        @Nullable DeltaPlus plus) {
    /** Why a sweep has no totals. */
    static final String NO_TOTALS = "the layers of a sweep do not run together";

    private static final double MEGA = 1e6;

    Table<Prediction> table() {
        List<Column<Prediction>> columns = List.of(
                Column.text("name", "layer", row -> row.layer().name()),
                Column.text(
                        "gemm",
                        "GEMM m,n,k",
                        row -> row.gemm().m() + "," + row.gemm().n() + ","
                                + row.gemm().k()),
                Column.text("tile", "tile", row -> row.tile().toString()),
                scaled("l1Bytes", "L1 [MB]", MEGA, 1, Prediction::l1Bytes),
                scaled("l2Bytes", "L2 [MB]", MEGA, 1, Prediction::l2Bytes),
                scaled("dramBytes", "memory [MB]", MEGA, 1, Prediction::dramBytes),
                Column.decimal("l1MissRate", "L1 miss", 3, Prediction::l1MissRate),
                Column.decimal("l2MissRate", "L2 miss", 3, Prediction::l2MissRate),
                scaled("timeSeconds", "time [ms]", 1e-3, 3, Prediction::timeSeconds),
                Column.text("bottleneck", "bound by", row -> row.bottleneck().name()),
                Column.text("notes", "notes", row -> String.join("; ", row.notes())));
        String title = String.format(
                Locale.ROOT,
                "%s on %s — model: %s, batch: %s; computed, not measured",
                subject,
                gpu.title(),
                layers.get(0).model(),
                batchText(batch));
        Table<Prediction> table = new Table<>(title, columns, layers);
        return oneWorkload ? table.withFooter(footer()).withNotes(List.of("bound by: " + boundCounts())) : table;
    }

    private List<String> footer() {
        return List.of(
                layers.size() + " layers",
                "",
                "",
                Format.decimal(sum(Prediction::l1Bytes) / MEGA, 1),
                Format.decimal(sum(Prediction::l2Bytes) / MEGA, 1),
                Format.decimal(sum(Prediction::dramBytes) / MEGA, 1),
                "",
                "",
                Format.decimal(seconds() * 1e3, 3),
                "",
                "");
    }

    ObjectNode json() {
        ObjectNode document = Json.document("predict")
                .put("origin", "computed")
                .put("subject", subject)
                .put("gpu", gpu.name())
                .put("model", layers.get(0).model());
        putBatch(document, batch);
        ArrayNode rows = document.putArray("layers");
        layers.forEach(layer -> rows.add(layer(layer)));
        if (oneWorkload) {
            document.set("totals", totals());
        } else {
            document.putNull("totals").put("reason", NO_TOTALS);
        }
        return document;
    }

    /** Null where it is swept, and then told with each layer. */
    static void putBatch(ObjectNode document, @Nullable Integer batch) {
        document.put("batch", batch);
        if (batch == null) {
            document.put("batchReason", "swept: each layer has its own");
        }
    }

    static String batchText(@Nullable Integer batch) {
        return batch == null ? "swept" : batch.toString();
    }

    private ObjectNode totals() {
        ObjectNode totals = Json.object()
                .put("l1Bytes", sum(Prediction::l1Bytes))
                .put("l2Bytes", sum(Prediction::l2Bytes))
                .put("dramBytes", sum(Prediction::dramBytes))
                .put("timeSeconds", seconds());
        ObjectNode shares = totals.putObject("bottleneckTimeShare");
        for (Bottleneck bottleneck : Bottleneck.values()) {
            double spent = layers.stream()
                    .filter(layer -> layer.bottleneck() == bottleneck)
                    .mapToDouble(Prediction::timeSeconds)
                    .sum();
            shares.put(bottleneck.name(), spent / seconds());
        }
        return totals;
    }

    /** L2 traffic if the thread blocks of an SM run in step, and if they do not. */
    private void putL2Range(ObjectNode json, Prediction prediction) {
        if (plus != null) {
            ConvDims group = prediction.layer().oneGroup();
            L2Range range = plus.l2Range(group, prediction.tile(), gpu);
            int groups = prediction.layer().groups();
            json.putArray("l2BytesRange")
                    .add(groups * range.inStep().total())
                    .add(groups * range.apart().total());
        }
    }

    private ObjectNode layer(Prediction prediction) {
        ObjectNode json = Json.object().put("name", prediction.layer().name());
        json.putArray("gemm")
                .add(prediction.gemm().m())
                .add(prediction.gemm().n())
                .add(prediction.gemm().k());
        json.putArray("tile")
                .add(prediction.tile().m())
                .add(prediction.tile().n())
                .add(prediction.tile().k());
        json.put("batch", prediction.layer().batch())
                .put("groups", prediction.layer().groups())
                .put("ctas", prediction.launch().ctas())
                .put("loops", prediction.launch().loops())
                .put("activeCtas", prediction.launch().activeCtas())
                .put("mliIfmap", prediction.mliIfmap())
                .put("mliFilter", prediction.mliFilter())
                .put("l1Bytes", prediction.l1Bytes())
                .put("l2Bytes", prediction.l2Bytes())
                .put("dramBytes", prediction.dramBytes())
                .put("l1MissRate", prediction.l1MissRate())
                .put("l2MissRate", prediction.l2MissRate())
                .put("timeSeconds", prediction.timeSeconds())
                .put("bottleneck", prediction.bottleneck().name());
        putL2Range(json, prediction);
        ObjectNode candidates = json.putObject("candidateSeconds");
        for (Bottleneck bottleneck : Bottleneck.values()) {
            candidates.put(bottleneck.name(), prediction.candidates().seconds(bottleneck));
        }
        ArrayNode notes = json.putArray("notes");
        prediction.notes().forEach(notes::add);
        return json;
    }

    private double seconds() {
        return sum(Prediction::timeSeconds);
    }

    private double sum(ToDoubleFunction<Prediction> value) {
        return layers.stream().mapToDouble(value).sum();
    }

    /** Such as {@code MAC_BW 9, DRAM_BW 2}. */
    private String boundCounts() {
        return String.join(
                ", ",
                Stream.of(Bottleneck.values())
                        .filter(bottleneck -> layers.stream().anyMatch(layer -> layer.bottleneck() == bottleneck))
                        .map(bottleneck -> bottleneck + " "
                                + layers.stream()
                                        .filter(layer -> layer.bottleneck() == bottleneck)
                                        .count())
                        .toList());
    }

    private static Column<Prediction> scaled(
            String name, String heading, double unit, int decimals, ToDoubleFunction<Prediction> value) {
        return Column.number(
                name, heading, value::applyAsDouble, row -> Format.decimal(value.applyAsDouble(row) / unit, decimals));
    }
}
