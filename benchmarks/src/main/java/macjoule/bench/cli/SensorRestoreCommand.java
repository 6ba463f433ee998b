package macjoule.bench.cli;

import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.clocks.ClockLock;
import macjoule.bench.run.HeldGpus;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Frees clocks that a killed run left locked. */
@Command(name = "restore", description = "Frees the clocks of GPUs that a run left locked when it was killed.")
final class SensorRestoreCommand extends OutputCommand {
    @Mixin
    private SensorOption option = new SensorOption();

    @Override
    public Integer call() {
        List<String> notes = new ArrayList<>();
        HeldGpus.restoreClocks(option.sensor(), notes::add);
        boolean left =
                ClockLock.isAnythingLeftOver(EnergyState.of(option.sensor()).clocks());
        if (notes.isEmpty()) {
            notes.add(left ? "clocks are locked by a run that is still going on" : "no clock was left locked");
        }
        Table<String> table =
                new Table<>("clocks", List.of(Column.text("note", "what came of it", note -> note)), notes);
        show(table, () -> {
            var json = Json.document("sensor").put("locked", left);
            notes.forEach(json.putArray("notes")::add);
            return json;
        });
        return left ? ExitCode.PARTLY_FAILED : ExitCode.OK;
    }
}
