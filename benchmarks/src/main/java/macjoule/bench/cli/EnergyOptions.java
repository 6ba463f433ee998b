package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import macjoule.bench.energy.window.SteadyState;
import macjoule.bench.engine.Engine;
import macjoule.bench.jmh.EnergyMeter;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.Campaign;
import macjoule.bench.run.EnergySource;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.CaseResult.Status;
import macjoule.calibration.record.RunRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of measuring commands that say how energy is measured. */
final class EnergyOptions extends SensorOption {
    private static final int LONGEST_SECONDS = 600;

    /** Shorter windows are for a first look, for which no card is warmed up. */
    private static final double PUBLISHABLE_SECONDS = 5;

    @Option(names = "--require-energy", description = "Fail unless the energy of every case can be measured.")
    private boolean required;

    @Option(
            names = "--idle",
            paramLabel = "S",
            description = {
                "Seconds over which idle power is measured before and after the run, once it has settled;"
                        + " default 10, 60 for figures to publish, 0 for none."
            })
    private @Nullable Integer idleSeconds;

    @Option(
            names = "--steady",
            paramLabel = "S",
            description = {
                "Seconds at most for which each fork keeps a GPU working before its first window, until it is as warm as"
                        + " it gets; default 300 where windows last 5 s or more, else 0, and 0 for a scripted GPU."
            })
    private @Nullable Integer steadySeconds;

    @Option(
            names = "--lock-clocks",
            paramLabel = "MHZ",
            description =
                    "Hold the GPU's clock there during the run. Needs the administrator's rights; freed in any case.")
    private int megahertz;

    /** The sensors of the engines that a run is to use, as its manifest describes them. */
    ObjectNode describe(List<Engine> engines, int usualIdleSeconds, double windowSeconds) {
        int idle = seconds("--idle", idleSeconds, usualIdleSeconds);
        boolean warm = windowSeconds >= PUBLISHABLE_SECONDS && sensor().isHost();
        int steady = seconds("--steady", steadySeconds, warm ? SteadyState.LONGEST_SECONDS : 0);
        if (megahertz < 0) {
            throw new UsageException("a clock of " + megahertz + " MHz", "--lock-clocks", "give a clock above 0");
        }
        EnergyMeter meter = EnergySource.of(sensor());
        List<String> devices = engines.stream().map(Engine::device).distinct().toList();
        ObjectNode energy = meter.describe(devices);
        if (required && (devices.isEmpty() || !energy.path("reason").isMissingNode())) {
            throw new BlockedException("no energy: " + energy.path("reason").asText("no engine to measure"));
        }
        energy.put(Campaign.IDLE_SECONDS, idle).put(Campaign.STEADY_SECONDS, steady);
        return Campaign.withClock(energy, megahertz);
    }

    private static int seconds(String option, @Nullable Integer asked, int usual) {
        int seconds = asked == null ? usual : asked;
        if (seconds < 0 || seconds > LONGEST_SECONDS) {
            throw new UsageException("a time of " + seconds + " s", option, "give 0 to " + LONGEST_SECONDS);
        }
        return seconds;
    }

    /**
     * What to say if joules were required and did not come of every case that was measured.
     *
     * @param run what was measured, null if nothing was
     */
    Optional<String> unmet(@Nullable RunRecord run) {
        if (!required) {
            return Optional.empty();
        }
        List<CaseResult> measured = run == null
                ? List.of()
                : run.results().stream()
                        .filter(one -> one.status() == Status.MEASURED)
                        .toList();
        if (measured.isEmpty()) {
            return Optional.of("energy was required, and nothing was measured");
        }
        List<CaseResult> without =
                measured.stream().filter(one -> one.joulesPerOp() == null).toList();
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of("energy was required, and is unknown of " + without.size() + " of " + measured.size()
                        + " cases: " + without.get(0).joulesReason());
    }
}
