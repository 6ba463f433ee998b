package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.ConvDims;
import macjoule.model.deltaplus.KernelModel;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.gpu.GpuSpec;

/** What {@code predict --kernel} tells. */
record KernelPredictions(String subject, GpuSpec gpu, KernelSpec kernel, int batch, List<Row> rows) {

    /** One layer; the groups of a convolution run one after the other. */
    record Row(ConvDims layer, KernelModel.Outcome ofGroup) {
        double l1Bytes() {
            return layer.groups() * ofGroup.traffic().l1Bytes();
        }

        double l2Bytes() {
            return layer.groups() * ofGroup.traffic().l2Bytes();
        }

        double dramBytes() {
            return layer.groups() * ofGroup.traffic().dramBytes();
        }

        double timeSeconds() {
            return layer.groups() * ofGroup.timeSeconds();
        }

        String note() {
            return layer.groups() == 1 ? "" : layer.groups() + " groups, taken to run one after the other";
        }
    }

    static KernelPredictions of(String subject, GpuSpec gpu, KernelSpec kernel, int batch, List<ConvDims> layers) {
        KernelModel model = new KernelModel(kernel, gpu);
        List<Row> rows = layers.stream()
                .map(layer -> new Row(layer, model.predict(layer.oneGroup())))
                .toList();
        return new KernelPredictions(subject, gpu, kernel, batch, rows);
    }

    Table<Row> table() {
        List<Column<Row>> columns = List.of(
                Column.text("name", "layer", row -> row.layer().name()),
                scaled("l1Bytes", "requested [MB]", 1e6, 1, Row::l1Bytes),
                scaled("l2Bytes", "L2 [MB]", 1e6, 1, Row::l2Bytes),
                scaled("dramBytes", "memory [MB]", 1e6, 1, Row::dramBytes),
                scaled("timeSeconds", "time [ms]", 1e-3, 3, Row::timeSeconds),
                Column.text(
                        "bottleneck",
                        "bound by",
                        row -> row.ofGroup().bottleneck().name()),
                Column.text("notes", "notes", Row::note));
        String title =
                subject + " on " + gpu.title() + " — kernel " + kernel.tile() + ", " + kernel.stages() + " stages, "
                        + KebabEnums.id(kernel.type()) + ", " + KebabEnums.id(kernel.layout()) + ", cluster "
                        + kernel.clusterM() + "x"
                        + kernel.clusterN() + ", batch: " + batch + "; computed, not measured";
        return new Table<>(title, columns, rows);
    }

    ObjectNode json() {
        ObjectNode document = Json.document("predict")
                .put("subject", subject)
                .put("gpu", gpu.name())
                .put("model", "delta-plus-kernel")
                .put("batch", batch);
        document.putObject("kernel")
                .put("tile", kernel.tile().toString())
                .put("stages", kernel.stages())
                .put("type", KebabEnums.id(kernel.type()))
                .put("layout", KebabEnums.id(kernel.layout()))
                .put("clusterM", kernel.clusterM())
                .put("clusterN", kernel.clusterN());
        ArrayNode array = document.putArray("layers");
        for (Row row : rows) {
            ObjectNode json = array.addObject()
                    .put("name", row.layer().name())
                    .put("groups", row.layer().groups())
                    .put("activeCtas", row.ofGroup().activeCtas())
                    .put("l1Bytes", row.l1Bytes())
                    .put("l2Bytes", row.l2Bytes())
                    .put("dramBytes", row.dramBytes())
                    .put("timeSeconds", row.timeSeconds())
                    .put("bottleneck", row.ofGroup().bottleneck().name());
            ObjectNode candidates = json.putObject("candidateSeconds");
            for (Bottleneck bottleneck : Bottleneck.values()) {
                candidates.put(
                        bottleneck.name(),
                        row.layer().groups() * row.ofGroup().candidates().seconds(bottleneck));
            }
            json.put("note", row.note());
        }
        return document;
    }

    private static Column<Row> scaled(
            String name, String heading, double unit, int decimals, ToDoubleFunction<Row> value) {
        return Column.number(
                name, heading, value::applyAsDouble, row -> Format.decimal(value.applyAsDouble(row) / unit, decimals));
    }
}
