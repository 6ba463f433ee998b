package macjoule.bench.cli;

import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the passport of a GPU's sensor. */
@Command(name = "show", description = "Shows what is known of a GPU and its sensor: its passport, if it has one.")
final class SensorShowCommand extends OutputCommand {
    @Mixin
    private SensorChoice choice = new SensorChoice();

    @Override
    public Integer call() {
        choice.restoreClocks(this::note);
        try (SensorChoice.Found found = choice.find(NanoClock.system())) {
            PassportStore.Found known = choice.state().passports().find(SensorKey.of(found.nvml(), found.device()));
            PassportView view =
                    new PassportView(choice.sensor(), found.nvml(), found.device(), known.passport(), known.reason());
            return show(view.table(), view::json);
        }
    }
}
