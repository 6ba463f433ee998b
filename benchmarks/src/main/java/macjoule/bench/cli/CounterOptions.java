package macjoule.bench.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import macjoule.bench.counters.CounterCampaign;
import macjoule.bench.counters.CounterSettings;
import macjoule.bench.counters.CounterSettings.Caches;
import macjoule.bench.counters.CounterSettings.Clocks;
import macjoule.bench.doctor.NsightCompute;
import macjoule.bench.engine.Engine;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.Plan;
import picocli.CommandLine.Option;

/** The options of {@code bench} about traffic counters, and what they ask for. */
final class CounterOptions {
    private static final String CPU = "cpu";

    @Option(
            names = "--counters",
            description = "Afterwards, read the traffic of layers on a GPU with Nsight Compute into counters.csv.")
    private boolean counters;

    @Option(
            names = "--cache-control",
            paramLabel = "all|none",
            defaultValue = "all",
            description = "Flush the caches before each pass of the profiler; default ${DEFAULT-VALUE}.")
    private Caches caches = Caches.ALL;

    @Option(
            names = "--clock-control",
            paramLabel = "none|base",
            defaultValue = "none",
            description = "Let the profiler hold the base clock; default ${DEFAULT-VALUE}.")
    private Clocks clocks = Clocks.NONE;

    @Option(
            names = "--counter-seconds",
            paramLabel = "S",
            defaultValue = "120",
            description = "How long the counters of one layer may take; default ${DEFAULT-VALUE}.")
    private int seconds = 120;

    @Option(
            names = "--counter-minutes",
            paramLabel = "M",
            defaultValue = "60",
            description = "How long all of them may take; default ${DEFAULT-VALUE}.")
    private int minutes = 60;

    /** Fails before anything is measured where counters are asked for and cannot be had. */
    void check(List<Engine> engines) {
        if (counters) {
            ncu();
            if (engines.stream().allMatch(engine -> engine.device().equals(CPU))) {
                throw new BlockedException("counters: no engine on a GPU is chosen");
            }
        }
    }

    /** Reads the counters of a run that has been measured, if they are asked for. Returns the exit code. */
    int read(Path run, Plan plan, Consumer<String> progress) {
        if (!counters) {
            return ExitCode.OK;
        }
        CounterSettings settings =
                new CounterSettings(caches, clocks, Duration.ofSeconds(seconds), Duration.ofMinutes(minutes));
        List<CounterRecord> records = new CounterCampaign(ncu(), settings, progress).run(run, plan);
        if (records.stream().noneMatch(one -> one.status() == Status.OK)) {
            return ExitCode.CANNOT_MEASURE;
        }
        return records.stream().allMatch(one -> one.status() == Status.OK) ? ExitCode.OK : ExitCode.PARTLY_FAILED;
    }

    private static NsightCompute ncu() {
        return NsightCompute.find(Path.of("/"), System.getenv())
                .orElseThrow(() -> new BlockedException("counters: no program ncu; " + NsightCompute.INSTALL));
    }
}
