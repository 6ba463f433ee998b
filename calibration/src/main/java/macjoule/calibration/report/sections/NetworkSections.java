package macjoule.calibration.report.sections;

import static macjoule.calibration.report.sections.NetworkRow.orNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Node;
import macjoule.model.reuse.LayerwiseIntensity.LayerIntensity;
import macjoule.model.reuse.Reuse;

/** What follows from the definition of networks alone. */
public final class NetworkSections {
    private static final double MEGA = 1e6;

    private NetworkSections() {}

    /** Counts and reuse of networks of the zoo, as Table VIII of the DI paper. */
    public static Section counts(List<String> networks, DiWeight weight) {
        List<Column<NetworkRow>> columns = List.of(
                Column.text("name", "network", NetworkRow::name),
                Column.text("input", "image", row -> row.network().input().toString()),
                millions("macs", "MACs [M]", row -> row.counts().macs()),
                millions("params", "params [M]", row -> row.counts().params()),
                millions("activations", "acts [M]", row -> row.counts().activations()),
                Column.decimal(
                        "weightReuse",
                        "MACs/param",
                        1,
                        row -> orNull(row.reuse().weightReuse())),
                Column.decimal(
                        "activationReuse",
                        "MACs/act",
                        1,
                        row -> orNull(row.reuse().activationReuse())),
                Column.decimal(
                        "activationsPerParam",
                        "acts/param",
                        2,
                        row -> orNull(row.reuse().activationsPerParam())),
                Column.decimal(
                        "arithmeticIntensity",
                        "AI_c",
                        1,
                        row -> orNull(row.reuse().arithmeticIntensity())),
                Column.decimal("di", "DI", 1, row -> orNull(row.reuse().di(weight.alpha()))),
                Column.decimal(
                        "disparity", "d_f [%]", 0, row -> orNull(row.reuse().disparity(weight.alpha()))),
                Column.decimal(
                        "layerwiseMedian",
                        "layer AI median",
                        1,
                        row -> orNull(row.layerwise().median())));
        Table<NetworkRow> table = new Table<>(List.of(), columns, NetworkRow.ofZoo(networks), List.of(), List.of());
        return new Section(
                "networks",
                "Networks: counts and data reuse",
                Origin.COMPUTED,
                "What each network computes and stores for one image, counted as the papers count, and how often it uses each"
                        + " parameter and activation; DI weighs activation reuse by " + weight.text() + ".",
                new DataTable(table));
    }

    /** The arithmetic intensity of each layer in order (Fig. 2 of the DI paper). */
    public static Section layerwise(String id, String heading, List<String> networks) {
        return new Section(
                id,
                heading,
                Origin.COMPUTED,
                "MACs per parameter and activation of each convolution and fully connected layer, from the first layer to the"
                        + " last.",
                new LineChart(
                        Axis.linear("layer"),
                        Axis.log("arithmetic intensity [MACs per element]"),
                        NetworkRow.ofZoo(networks).stream()
                                .map(NetworkSections::intensities)
                                .toList()));
    }

    /** Every convolution and fully connected layer of networks of the zoo. */
    public static Section layers(List<String> networks) {
        List<Layer> layers = NetworkRow.ofZoo(networks).stream()
                .flatMap(row -> layers(row).stream())
                .toList();
        List<Column<Layer>> columns = List.of(
                Column.text("network", "network", Layer::network),
                Column.text("name", "layer", layer -> layer.node().name()),
                Column.text("type", "type", layer -> layer.node().type()),
                Column.text("in", "in", layer -> layer.node().input().toString()),
                Column.text("out", "out", layer -> layer.node().output().toString()),
                Column.count("macs", "MACs", layer -> layer.counts().macs()),
                Column.count("params", "params", layer -> layer.counts().params()),
                Column.count("activations", "acts", layer -> layer.counts().activations()),
                Column.decimal("intensity", "AI", 1, layer -> orNull(new Reuse(layer.counts()).arithmeticIntensity())));
        return new Section(
                "layers",
                "Layers",
                Origin.COMPUTED,
                "Every convolution and fully connected layer for one image; sort by a column, or filter by words such as"
                        + " \"mobilenet depthwise\".",
                new DataTable(new Table<>(List.of(), columns, layers, List.of(), List.of())));
    }

    private record Layer(String network, Node node, Counts counts) {}

    private static List<Layer> layers(NetworkRow row) {
        return row.network().nodes().stream()
                .filter(node -> Convention.isArithmetic(node.layer()))
                .map(node -> new Layer(row.name(), node, Convention.PAPER.count(node)))
                .toList();
    }

    private static Series intensities(NetworkRow row) {
        List<Point> points = new ArrayList<>();
        for (LayerIntensity layer : row.layerwise().layers()) {
            points.add(new Point(layer.name(), points.size() + 1, layer.intensity()));
        }
        return new Series(row.name(), points);
    }

    private static Column<NetworkRow> millions(String name, String heading, Function<NetworkRow, Long> count) {
        return Column.number(name, heading, count::apply, row -> Format.decimal(count.apply(row) / MEGA, 2));
    }
}
