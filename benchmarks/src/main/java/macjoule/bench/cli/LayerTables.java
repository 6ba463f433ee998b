package macjoule.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.bench.cli.NetworkDescription.LayerDescription;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;

/** The layers of networks, with totals. */
final class LayerTables {
    private static final List<Column<LayerDescription>> COLUMNS = List.of(
            Column.text("name", "layer", row -> row.node().name()),
            Column.text("type", "type", row -> row.node().type()),
            Column.text("in", "in", row -> row.node().input().toString()),
            Column.text("out", "out", row -> row.node().output().toString()),
            Column.text("window", "window", row -> LayerWindow.of(row.node()).toString()),
            Column.count("macs", "MACs", row -> row.counts().macs()),
            Column.count("params", "params", row -> row.counts().params()),
            Column.count("activations", "acts", row -> row.counts().activations()),
            Column.decimal("intensity", "AI", 2, LayerDescription::intensity));

    private LayerTables() {}

    static Table<LayerDescription> of(NetworkDescription network) {
        List<LayerDescription> layers = network.layers();
        String title = String.format(
                Locale.ROOT,
                "%s — convention: %s, batch: %d, AI in MACs per element",
                network.network().name(),
                network.convention().id(),
                network.batch());
        return new Table<>(title, COLUMNS, layers)
                .withFooter(List.of(
                        layers.size() + " layers",
                        "",
                        "",
                        "",
                        "",
                        Format.count(network.counts().macs()),
                        Format.count(network.counts().params()),
                        Format.count(network.counts().activations()),
                        Format.decimal(network.arithmeticIntensity(), 2)));
    }

    /** The layers of all networks in one table, for CSV. */
    static Table<LayerDescription> merged(List<NetworkDescription> networks) {
        List<Column<LayerDescription>> columns = new ArrayList<>(COLUMNS);
        columns.add(0, Column.text("network", "network", LayerDescription::network));
        return new Table<>(
                "layers",
                columns,
                networks.stream().flatMap(network -> network.layers().stream()).toList());
    }
}
