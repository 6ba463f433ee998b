package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import macjoule.model.zoo.Zoo;
import macjoule.model.zoo.ZooEntry;
import picocli.CommandLine.Command;

/** Lists the networks known by name. */
@Command(name = "networks", description = "Lists the networks known by name, with the image each was counted for.")
final class NetworksCommand extends OutputCommand {
    private static final List<Column<ZooEntry>> COLUMNS = List.of(
            Column.text("name", "network", ZooEntry::name),
            Column.text("input", "input", entry -> entry.input().toString()),
            Column.text("source", "source", ZooEntry::source));

    @Override
    public Integer call() {
        List<ZooEntry> entries = Zoo.entries();
        Table<ZooEntry> table = new Table<>(entries.size() + " networks", COLUMNS, entries);
        return show(table, () -> json(entries));
    }

    private static ObjectNode json(List<ZooEntry> entries) {
        ObjectNode document = Json.document("networks");
        ArrayNode networks = document.putArray("networks");
        for (ZooEntry entry : entries) {
            networks.addObject()
                    .put("name", entry.name())
                    .put("source", entry.source())
                    .set("input", Json.shape(entry.input()));
        }
        return document;
    }
}
