package macjoule.bench.cli;

import java.nio.file.Path;
import java.util.List;
import macjoule.bench.energy.GpuName;
import macjoule.bench.energy.PassportRenewal;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.PowerLoad;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.bench.energy.passport.Characterisation;
import macjoule.bench.energy.passport.MeterFit;
import macjoule.bench.energy.passport.Pace;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Engines;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.EngineLoad;
import macjoule.bench.run.HeldGpus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds out by experiment what a GPU's sensor is like. */
@Command(
        name = "characterise",
        description = {
            "Finds out what a GPU's power sensor is like by playing load against it.",
            "How often it updates, over how long it looks back, how much it misses and whether its sources agree. Takes six"
                    + " to eight minutes; the passport is kept for this card, its firmware, driver and power limit, and says"
                    + " how its energy is measured from then on."
        })
final class SensorCharacteriseCommand extends OutputCommand {
    @Mixin
    private SensorChoice choice = new SensorChoice();

    @Option(names = "--short", description = "A minute and a half instead, for a first look at a new host.")
    private boolean brief;

    @Option(
            names = "--engine",
            paramLabel = "E",
            description = "The engine that loads the GPU; default the first that can.")
    private @Nullable String engine;

    @Option(
            names = "--meter",
            paramLabel = "FILE",
            description = {
                "A CSV file with the columns meter_watts,sensor_watts, the mean powers of an external meter and"
                        + " of the sensor at steady loads from idle to full. Takes the sensor's own gain and offset out"
                        + " of all later figures."
            })
    private @Nullable Path meter;

    @Override
    public Integer call() {
        MeterFit fit = meter == null ? null : MeterFit.read(meter);
        if (choice.sensor().provenance() == Provenance.REPLAYED) {
            throw new UsageException("a recording takes no load", "--sensor", "give a GPU of this host or a script");
        }
        boolean simulated = choice.sensor().provenance() == Provenance.SIMULATED;
        // A script need not be waited for.
        NanoClock clock = simulated ? new VirtualClock() : NanoClock.system();
        choice.restoreClocks(this::note);
        try (SensorChoice.Found found = choice.find(clock)) {
            String uuid = found.device().text(DeviceText.UUID).value().orElse("");
            HeldGpus held = HeldGpus.take(choice.sensor(), List.of("gpu:" + uuid), 0, this::note);
            try {
                SensorPassport made = characterise(found, clock);
                SensorPassport passport = PassportRenewal.keep(
                        fit == null ? made : made.withMeter(fit), choice.state().passports());
                if (fit == null && passport.meter() != null) {
                    note("the fit to an external meter is taken over from the passport before");
                }
                PassportView view = new PassportView(choice.sensor(), found.nvml(), found.device(), passport, "");
                note("kept in " + choice.state().passportFolder());
                return show(view.table(), view::json);
            } finally {
                held.close();
            }
        }
    }

    private SensorPassport characterise(SensorChoice.Found found, NanoClock clock) {
        if (found.device().read(Quantity.MIG_MODE) == 1) {
            throw new BlockedException("the GPU is divided into instances (MIG): its sensor is of the whole");
        }
        Pace pace = brief ? Pace.SHORT : Pace.FULL;
        if (found.nvml() instanceof SimulatedNvml simulated) {
            PowerLoad load = level -> simulated.boards().forEach(board -> board.set(level));
            return Characterisation.run(found.nvml(), found.device(), load, clock, pace);
        }
        note("characterising, which takes " + (brief ? "a minute and a half" : "six to eight minutes"));
        try (EngineLoad load = new EngineLoad(engine(found))) {
            return Characterisation.run(found.nvml(), found.device(), load, clock, pace);
        }
    }

    /** An engine that this host can run and that computes on this very GPU. */
    private Engine engine(SensorChoice.Found found) {
        String uuid = found.device().text(DeviceText.UUID).value().orElse("");
        String busId = found.device().text(DeviceText.PCI_BUS_ID).value().orElse("");
        return Engines.all().stream()
                .filter(one -> engine == null || one.name().equals(engine))
                .filter(one -> one.probe().available())
                .filter(one -> GpuName.of(one.device())
                        .filter(name -> name.isEmpty() || name.equalsIgnoreCase(uuid) || name.equalsIgnoreCase(busId))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new BlockedException(
                        (engine == null ? "no engine" : "engine " + engine + " is not one that") + " loads this GPU"));
    }
}
