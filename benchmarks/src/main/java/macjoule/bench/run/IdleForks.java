package macjoule.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.bench.jmh.EnergyMeter;
import macjoule.bench.jmh.JmhFork;
import macjoule.calibration.record.IdlePower;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.Unit;
import org.openjdk.jmh.runner.RunnerException;

/** Measures what each device draws when idle, in forks of their own that hold a unit ready and do nothing with it. */
final class IdleForks {
    private final Path directory;
    private final RunManifest manifest;
    private final EnergyMeter energy;
    private final JmhFork jmh;

    IdleForks(Path directory, RunManifest manifest, EnergyMeter energy, JmhFork jmh) {
        this.directory = directory;
        this.manifest = manifest;
        this.energy = energy;
        this.jmh = jmh;
    }

    /** Measures every device that these units use and that has a sensor, if the run asks for it. */
    void measure(String moment, List<Unit> units) throws IOException, RunnerException {
        int seconds = manifest.energy().path(Campaign.IDLE_SECONDS).asInt(0);
        Map<String, Unit> devices = new LinkedHashMap<>();
        for (Unit unit : units) {
            manifest.plan()
                    .engine(unit.engine())
                    .map(PlannedEngine::device)
                    .ifPresent(device -> devices.putIfAbsent(device, unit));
        }
        for (Map.Entry<String, Unit> device : devices.entrySet()) {
            if (seconds > 0
                    && !Worker.isOrphaned()
                    && energy.reasonAgainst(device.getKey()).isEmpty()) {
                Path printed = directory.resolve(MeasureTask.JMH_OUTPUT);
                IdlePower.append(directory, jmh.idle(device.getValue(), printed, seconds, moment));
                Files.copy(printed, System.err);
                Files.delete(printed);
            }
        }
    }
}
