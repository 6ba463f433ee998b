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
import macjoule.model.delta.Gemm;
import macjoule.model.deltaplus.KernelModel;
import macjoule.model.deltaplus.KernelSchedule;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/**
 * What {@code predict --kernel} tells.
 *
 * @param batch of all layers, null where it is swept
 * @param oneWorkload whether the layers run one after the other, so that they add up
 */
record KernelPredictions(
        String subject,
        GpuSpec gpu,
        KernelSpec kernel,
        @Nullable Integer batch,
        boolean oneWorkload,
        List<KernelRow> rows) {
    private static final double MEGA = 1e6;

    static KernelPredictions of(
            String subject,
            GpuSpec gpu,
            KernelSpec kernel,
            @Nullable Integer batch,
            boolean oneWorkload,
            List<ConvDims> layers) {
        KernelModel model = new KernelModel(kernel, gpu);
        List<KernelRow> rows = layers.stream()
                .map(layer -> new KernelRow(layer, model.predict(layer.oneGroup())))
                .toList();
        return new KernelPredictions(subject, gpu, kernel, batch, oneWorkload, rows);
    }

    Table<KernelRow> table() {
        List<Column<KernelRow>> columns = new ArrayList<>(List.of(
                Column.text("name", "layer", row -> row.layer().name()),
                scaled("l1Bytes", "requested [MB]", MEGA, 1, KernelRow::l1Bytes),
                scaled("l2Bytes", "L2 [MB]", MEGA, 1, KernelRow::l2Bytes),
                scaled("dramBytes", "memory [MB]", MEGA, 1, KernelRow::dramBytes),
                scaled("dramWriteBytes", "written [MB]", MEGA, 1, KernelRow::dramWriteBytes)));
        if (kernel.l2Partitions() > 1) {
            columns.add(scaled("linkBytes", "L2 link [MB]", MEGA, 1, KernelPredictions::knownLinkBytes));
        }
        columns.add(scaled("timeSeconds", "time [ms]", 1e-3, 3, KernelRow::timeSeconds));
        columns.add(Column.text(
                "bottleneck", "bound by", row -> row.ofGroup().bottleneck().name()));
        columns.add(Column.text("notes", "notes", row -> String.join("; ", row.notes())));
        String title = subject + " on " + gpu.title() + " — " + KernelText.describe(kernel) + ", batch: "
                + Predictions.batchText(batch) + "; computed, not measured";
        Table<KernelRow> table = new Table<>(title, columns, rows);
        return oneWorkload ? table.withFooter(footer()) : table;
    }

    private List<String> footer() {
        List<String> cells = new ArrayList<>(List.of(
                rows.size() + " layers",
                megabytes(KernelRow::l1Bytes),
                megabytes(KernelRow::l2Bytes),
                megabytes(KernelRow::dramBytes),
                megabytes(KernelRow::dramWriteBytes)));
        if (kernel.l2Partitions() > 1) {
            cells.add(megabytes(KernelPredictions::knownLinkBytes));
        }
        cells.add(Format.decimal(sum(KernelRow::timeSeconds) * 1e3, 3));
        cells.addAll(List.of("", ""));
        return cells;
    }

    private String megabytes(ToDoubleFunction<KernelRow> value) {
        return Format.decimal(sum(value) / MEGA, 1);
    }

    private static double knownLinkBytes(KernelRow row) {
        return Objects.requireNonNull(row.linkBytes());
    }

    private double sum(ToDoubleFunction<KernelRow> value) {
        return rows.stream().mapToDouble(value).sum();
    }

    ObjectNode json() {
        ObjectNode document = Json.document("predict")
                .put("origin", "computed")
                .put("subject", subject)
                .put("gpu", gpu.name())
                .put("model", "delta-plus-kernel");
        Predictions.putBatch(document, batch);
        describe(document.putObject("kernel"));
        ArrayNode array = document.putArray("layers");
        rows.forEach(row -> describe(row, array.addObject()));
        if (oneWorkload) {
            document.putObject("totals")
                    .put("l1Bytes", sum(KernelRow::l1Bytes))
                    .put("l2Bytes", sum(KernelRow::l2Bytes))
                    .put("dramBytes", sum(KernelRow::dramBytes))
                    .put("l2WriteBytes", sum(KernelRow::l2WriteBytes))
                    .put("dramWriteBytes", sum(KernelRow::dramWriteBytes))
                    .put("timeSeconds", sum(KernelRow::timeSeconds));
        } else {
            document.putNull("totals").put("reason", Predictions.NO_TOTALS);
        }
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

    private void describe(KernelRow row, ObjectNode json) {
        KernelModel.Outcome outcome = row.ofGroup();
        Gemm gemm = row.layer().gemm();
        json.put("name", row.layer().name());
        json.putArray("gemm").add(gemm.m()).add(gemm.n()).add(gemm.k());
        json.putArray("tile")
                .add(kernel.tile().m())
                .add(kernel.tile().n())
                .add(kernel.tile().k());
        json.put("batch", row.layer().batch())
                .put("groups", row.layer().groups())
                .put("ctas", outcome.launch().ctas())
                .put("loops", outcome.launch().loops())
                .put("piecesPerCta", outcome.launch().piecesPerCta())
                .put("activeCtas", outcome.activeCtas())
                .put("l1Bytes", row.l1Bytes())
                .put("l2Bytes", row.l2Bytes())
                .put("dramBytes", row.dramBytes())
                .put("l1MissRate", row.l2Bytes() / row.l1Bytes())
                .put("l2MissRate", row.dramBytes() / row.l2Bytes())
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
        ArrayNode notes = json.putArray("notes");
        row.notes().forEach(notes::add);
    }

    private static Column<KernelRow> scaled(
            String name, String heading, double unit, int decimals, ToDoubleFunction<KernelRow> value) {
        return Column.number(
                name, heading, value::applyAsDouble, row -> Format.decimal(value.applyAsDouble(row) / unit, decimals));
    }
}
