package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import macjoule.bench.doctor.Doctor;
import macjoule.bench.doctor.Tier;
import macjoule.bench.engine.Engines;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import picocli.CommandLine.Command;

/** Tells what this host can measure. */
@Command(
        name = "doctor",
        description = {
            "What this host can measure, what keeps it from the rest, and the remedy.",
            "Looks at files and permissions only; loads no driver and changes nothing."
        })
final class DoctorCommand extends OutputCommand {
    private static final List<Column<Tier>> COLUMNS = List.of(
            Column.text("name", "tier", Tier::name),
            Column.text("status", "status", tier -> tier.status().id()),
            Column.text("reason", "reason", Tier::reason),
            Column.text("remedy", "remedy", Tier::remedy));

    @Override
    public Integer call() {
        Table<Tier> table = table();
        return show(table, () -> json(table.rows()));
    }

    /** What this host can measure. */
    static Table<Tier> table() {
        int cores = Runtime.getRuntime().availableProcessors();
        List<Tier> tiers = new Doctor(Path.of("/"), System.getenv(), Engines.all(), cores).tiers();
        return new Table<>("what this host can measure", COLUMNS, tiers);
    }

    private static ObjectNode json(List<Tier> tiers) {
        ObjectNode document = Json.document("doctor");
        ArrayNode list = document.putArray("tiers");
        for (Tier tier : tiers) {
            list.addObject()
                    .put("name", tier.name())
                    .put("status", tier.status().id())
                    .put("reason", tier.reason())
                    .put("remedy", tier.remedy().isEmpty() ? null : tier.remedy());
        }
        return document;
    }
}
