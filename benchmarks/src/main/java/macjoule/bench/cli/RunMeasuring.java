package macjoule.bench.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Engines;
import macjoule.bench.plan.PlanBuilder;
import macjoule.bench.plan.Suite;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.Campaign;
import macjoule.bench.run.Host;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;

/**
 * The measuring part of the main job: the quick suite on the engines of this host.
 *
 * @param command the command line as it was typed
 */
record RunMeasuring(
        Host host, Instant start, String command, boolean quick, EnergyOptions energy, Consumer<String> progress) {
    /** The fastest engine, which the short form does with. */
    private static final String FASTEST = "nd4j";

    private static final String REFERENCE = "reference";
    private static final long SEED = 1;
    private static final int IDLE_SECONDS = 10;
    private static final int QUICK_IDLE_SECONDS = 0;

    /** Fails early if energy is required and cannot be had. */
    void checkSensors() {
        energy.describe(engines(), 0, 0);
    }

    /** Measures into a run directory, whose manifest it writes. */
    RunRecord run(Path directory) {
        List<Engine> engines = engines();
        Plan plan = new PlanBuilder(engines, host.logicalCores(), SEED).plan(Suite.find("quick"), host.memoryBytes());
        if (plan.units().isEmpty()) {
            throw new BlockedException("no engine runs on this host");
        }
        RunManifest.starting(
                        MacjouleCommand.version(),
                        command,
                        HostJson.of(host),
                        energy.describe(
                                engines,
                                quick ? QUICK_IDLE_SECONDS : IDLE_SECONDS,
                                plan.effort().windowSeconds()),
                        plan,
                        start)
                .write(directory);
        return new Campaign(directory, progress).run();
    }

    private List<Engine> engines() {
        return Engines.all().stream()
                .filter(engine ->
                        quick ? engine.name().equals(FASTEST) : !engine.name().equals(REFERENCE))
                .filter(engine -> engine.probe().available())
                .toList();
    }
}
