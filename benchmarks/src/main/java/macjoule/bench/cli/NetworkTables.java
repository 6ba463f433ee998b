package macjoule.bench.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.reuse.IntensityReading;
import macjoule.model.reuse.Precision;
import macjoule.model.reuse.Roofline;
import org.jspecify.annotations.Nullable;

/** Networks side by side. */
final class NetworkTables {
    private static final double MEBI = 1024 * 1024;

    private NetworkTables() {}

    static Table<NetworkDescription> reuse(List<NetworkDescription> described) {
        List<Column<NetworkDescription>> columns = List.of(
                name(),
                input(),
                millions("macs", "MACs [M]", row -> row.counts().macs()),
                millions("params", "params [M]", row -> row.counts().params()),
                millions("activations", "acts [M]", row -> row.counts().activations()),
                Column.decimal(
                        "weightReuse",
                        "MACs/param",
                        1,
                        row -> NetworkDescription.orNull(row.reuse().weightReuse())),
                Column.decimal(
                        "activationReuse",
                        "MACs/act",
                        1,
                        row -> NetworkDescription.orNull(row.reuse().activationReuse())),
                Column.decimal(
                        "activationsPerParam",
                        "acts/param",
                        2,
                        row -> NetworkDescription.orNull(row.reuse().activationsPerParam())),
                Column.decimal("arithmeticIntensity", "AI_c", 1, NetworkDescription::arithmeticIntensity),
                Column.decimal("di", "DI", 1, NetworkDescription::di),
                Column.decimal("disparity", "d_f [%]", 0, NetworkDescription::disparity),
                Column.decimal(
                        "layerwiseMedian",
                        "layer AI median",
                        1,
                        row -> NetworkDescription.orNull(row.layerwise().median())),
                Column.decimal(
                        "layerwiseVariance",
                        "variance",
                        0,
                        row -> NetworkDescription.orNull(row.layerwise().variance())));
        return new Table<>(title(described, "MACs per element"), columns, described);
    }

    static Table<NetworkDescription> efficiency(List<NetworkDescription> described) {
        List<Column<NetworkDescription>> columns = List.of(
                name(),
                input(),
                millions("params", "params [M]", row -> row.parameters().total()),
                millions("flops", "FLOP [M]", row -> row.efficiency().flops()),
                mebibytes(
                        "modelBytesFp32",
                        "model FP32 [MiB]",
                        row -> row.efficiency().modelBytes()),
                mebibytes("modelBytesFp16", "FP16", row -> row.modelBytes(Precision.FP16)),
                mebibytes("modelBytesInt8", "INT8", row -> row.modelBytes(Precision.INT8)),
                mebibytes(
                        "peakActivationBytes",
                        "peak acts [MiB]",
                        row -> row.efficiency().peakActivationBytes()),
                mebibytes(
                        "dataMovedBytes",
                        "data moved [MiB]",
                        row -> row.efficiency().dataMovedBytes()),
                Column.number(
                        "estimatedArithmeticJoules",
                        "arithmetic [mJ], estimate",
                        row -> row.efficiency().estimatedArithmeticJoules(),
                        row -> Format.decimal(row.efficiency().estimatedArithmeticJoules() * 1e3, 2)));
        return new Table<>(
                        "one image, FP32 unless stated; computed from the definition, nothing here is measured",
                        columns,
                        described)
                .withNotes(
                        List.of(
                                "FLOP: 2 per MAC of convolutions and fully connected layers. Data moved: each layer reads its inputs and parameters once",
                                "and writes its output once. Arithmetic energy: published energies of single operations at 45 nm, without memory or control."));
    }

    static Table<NetworkDescription> bounds(List<NetworkDescription> described, GpuSpec gpu) {
        Roofline roof = Roofline.of(gpu);
        List<Column<NetworkDescription>> columns = List.of(
                name(),
                Column.decimal("arithmeticIntensity", "AI_c", 1, NetworkDescription::arithmeticIntensity),
                bound("boundByArithmeticIntensity", "bound by AI_c", NetworkDescription::arithmeticIntensity, roof),
                Column.decimal("di", "DI", 1, NetworkDescription::di),
                bound("boundByDi", "bound by DI", NetworkDescription::di, roof),
                Column.number(
                        "attainableFlops",
                        "attainable by AI_c [TFLOP/s], FP32",
                        row -> attainable(roof, row),
                        row -> Format.decimal(scaled(attainable(roof, row), 1e-12), 2)));
        String title = String.format(
                Locale.ROOT,
                "%s; ridge of %s: %.1f FLOP per byte",
                title(described, "MACs per element"),
                gpu.title(),
                roof.ridge());
        return new Table<>(title, columns, described)
                .withNotes(
                        List.of(
                                "bound: as the DI paper compares, MACs per element against FLOP per byte. attainable: in true units, 2 FLOP per MAC, 4 bytes per element."));
    }

    private static @Nullable Double attainable(Roofline roof, NetworkDescription row) {
        Double intensity = row.arithmeticIntensity();
        return intensity == null ? null : (Double) physical(roof, intensity).attainableFlops();
    }

    private static @Nullable Double scaled(@Nullable Double value, double factor) {
        return value == null ? null : (Double) (value * factor);
    }

    static Roofline.Point physical(Roofline roof, double macsPerElement) {
        return roof.place(macsPerElement, IntensityReading.PHYSICAL, Precision.FP32);
    }

    static Roofline.Point asPaper(Roofline roof, double macsPerElement) {
        return roof.place(macsPerElement, IntensityReading.PAPER, Precision.FP32);
    }

    static String title(List<NetworkDescription> described, String ratios) {
        NetworkDescription first = described.get(0);
        return String.format(
                Locale.ROOT,
                "convention: %s, batch: %d, alpha: %s, ratios in %s",
                first.convention().id(),
                first.batch(),
                first.alpha(),
                ratios);
    }

    private static Column<NetworkDescription> name() {
        return Column.text("name", "network", row -> row.network().name());
    }

    private static Column<NetworkDescription> input() {
        return Column.text("input", "input", row -> row.network().input().toString());
    }

    private static Column<NetworkDescription> millions(
            String name, String heading, Function<NetworkDescription, Long> value) {
        return Column.number(name, heading, value::apply, row -> Format.decimal(value.apply(row) / 1e6, 2));
    }

    private static Column<NetworkDescription> mebibytes(
            String name, String heading, Function<NetworkDescription, Long> value) {
        return Column.number(name, heading, value::apply, row -> Format.decimal(value.apply(row) / MEBI, 1));
    }

    private static Column<NetworkDescription> bound(
            String name, String heading, Function<NetworkDescription, @Nullable Double> intensity, Roofline roof) {
        return Column.text(name, heading, row -> {
            Double value = intensity.apply(row);
            return value == null
                    ? Format.UNKNOWN
                    : asPaper(roof, value).bound().name().toLowerCase(Locale.ROOT);
        });
    }
}
