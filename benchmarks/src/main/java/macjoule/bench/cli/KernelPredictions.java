package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.ConvDims;
import macjoule.model.deltaplus.KernelModel;
import macjoule.model.deltaplus.KernelSchedule;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/** What {@code predict --kernel} tells. */
record KernelPredictions(String subject, GpuSpec gpu, KernelSpec kernel, int batch, List<Row> rows) {

    /** One layer; the groups of a convolution run one after the other. */
    record Row(ConvDims layer, KernelModel.Outcome ofGroup) {
        /** The sum of a figure over the groups. */
        private double all(double figureOfGroup) {
            return layer.groups() * figureOfGroup;
        }

        double l1Bytes() {
            return all(ofGroup.l1Bytes());
        }

        double l2Bytes() {
            return all(ofGroup.l2Bytes());
        }

        double dramBytes() {
            return all(ofGroup.dramBytes());
        }

        double l2WriteBytes() {
            return all(ofGroup.outputs().l2Written());
        }

        double dramWriteBytes() {
            return all(ofGroup.outputs().dramWritten());
        }

        /** Null where L2 is taken as undivided. */
        @Nullable
        Double linkBytes() {
            Double ofOne = ofGroup.linkBytes();
            return ofOne == null ? null : (Double) all(ofOne);
        }

        double timeSeconds() {
            return all(ofGroup.timeSeconds());
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
        List<Column<Row>> columns = new ArrayList<>(List.of(
                Column.text("name", "layer", row -> row.layer().name()),
                scaled("l1Bytes", "requested [MB]", 1e6, 1, Row::l1Bytes),
                scaled("l2Bytes", "L2 [MB]", 1e6, 1, Row::l2Bytes),
                scaled("dramBytes", "memory [MB]", 1e6, 1, Row::dramBytes),
                scaled("dramWriteBytes", "written [MB]", 1e6, 1, Row::dramWriteBytes)));
        if (kernel.l2Partitions() > 1) {
            columns.add(scaled("linkBytes", "L2 link [MB]", 1e6, 1, row -> Objects.requireNonNull(row.linkBytes())));
        }
        columns.add(scaled("timeSeconds", "time [ms]", 1e-3, 3, Row::timeSeconds));
        columns.add(Column.text(
                "bottleneck", "bound by", row -> row.ofGroup().bottleneck().name()));
        columns.add(Column.text("notes", "notes", Row::note));
        String title = subject + " on " + gpu.title() + " — " + KernelText.describe(kernel) + ", batch: " + batch
                + "; computed, not measured";
        return new Table<>(title, columns, rows);
    }

    ObjectNode json() {
        ObjectNode document = Json.document("predict")
                .put("origin", "computed")
                .put("subject", subject)
                .put("gpu", gpu.name())
                .put("model", "delta-plus-kernel")
                .put("batch", batch);
        describe(document.putObject("kernel"));
        ArrayNode array = document.putArray("layers");
        rows.forEach(row -> describe(row, array.addObject()));
        return document;
    }

    private void describe(ObjectNode json) {
        KernelSchedule schedule = kernel.schedule();
        json.put("tile", kernel.tile().toString())
                .put("stages", kernel.stages())
                .put("type", KebabEnums.id(kernel.type()))
                .put("layout", KebabEnums.id(kernel.layout()))
                .put("clusterM", kernel.clusterM())
                .put("clusterN", kernel.clusterN())
                .put("split", schedule.split())
                .put("sums", KebabEnums.id(schedule.sums()))
                .put("grid", KebabEnums.id(schedule.grid()))
                .put("epilogue", KebabEnums.id(schedule.epilogue()))
                .put("swizzle", schedule.swizzle())
                .put("l2Partitions", kernel.l2Partitions());
    }

    private static void describe(Row row, ObjectNode json) {
        KernelModel.Outcome outcome = row.ofGroup();
        json.put("name", row.layer().name())
                .put("groups", row.layer().groups())
                .put("ctas", outcome.launch().ctas())
                .put("piecesPerCta", outcome.launch().piecesPerCta())
                .put("activeCtas", outcome.activeCtas())
                .put("l1Bytes", row.l1Bytes())
                .put("l2Bytes", row.l2Bytes())
                .put("dramBytes", row.dramBytes())
                .put("partialSumL2ReadBytes", row.all(outcome.outputs().l2Read()))
                .put("partialSumDramReadBytes", row.all(outcome.outputs().dramRead()))
                .put("l2WriteBytes", row.l2WriteBytes())
                .put("dramWriteBytes", row.dramWriteBytes());
        Json.putKnown(json, "linkBytes", row.linkBytes(), "L2 is taken as undivided: give l2-partitions");
        json.put("timeSeconds", row.timeSeconds())
                .put("bottleneck", outcome.bottleneck().name());
        ObjectNode candidates = json.putObject("candidateSeconds");
        for (Bottleneck bottleneck : Bottleneck.values()) {
            candidates.put(bottleneck.name(), row.all(outcome.candidates().seconds(bottleneck)));
        }
        json.put("note", row.note());
    }

    private static Column<Row> scaled(
            String name, String heading, double unit, int decimals, ToDoubleFunction<Row> value) {
        return Column.number(
                name, heading, value::applyAsDouble, row -> Format.decimal(value.applyAsDouble(row) / unit, decimals));
    }
}
