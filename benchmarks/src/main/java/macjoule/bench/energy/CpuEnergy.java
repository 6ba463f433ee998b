package macjoule.bench.energy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.EnergyJson;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.rapl.Rapl;
import macjoule.bench.energy.window.IdleBaseline;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.ScalarResult;

/** The processor's share in an iteration, where the system lets its counters be read. */
final class CpuEnergy {
    /** What the joules are called in JMH's results. */
    static final String LABEL = "energy.cpu";

    private static final long SECOND = 1_000_000_000L;

    private final Rapl rapl;
    private final NanoClock clock;
    private final @Nullable CpuClocks clocks;

    CpuEnergy(Path powercap, @Nullable Path processors, NanoClock clock) {
        this.clock = clock;
        rapl = Rapl.open(powercap, clock);
        clocks = processors == null ? null : new CpuClocks(processors);
        Energy.Unavailable absence = rapl.absence();
        if (absence != null) {
            System.err.println("macjoule: no CPU energy: " + absence.reason());
        }
    }

    boolean isAbsent() {
        return rapl.absence() != null;
    }

    /** What measures it, or why nothing does. */
    ObjectNode describe() {
        Energy.Unavailable absence = rapl.absence();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("meter", "rapl")
                .put("status", absence == null ? "available" : "unavailable");
        return absence == null ? json : json.put("reason", absence.reason());
    }

    synchronized void begin() {
        if (clocks != null) {
            clocks.begin();
        }
        try {
            rapl.begin();
        } catch (IOException e) {
            // The window then ends in the same error, and says so.
            System.err.println("macjoule: the CPU's energy cannot be read: " + e.getMessage());
        }
    }

    /** Often enough that no wrap of a counter goes unseen. */
    synchronized void poll() {
        if (clocks != null) {
            clocks.poll();
        }
        try {
            rapl.poll();
        } catch (IOException e) {
            // The window ends in the same error, and says so.
            return;
        }
    }

    /** Ends the window. */
    synchronized Energy end() {
        return rapl.end();
    }

    /** The window as it is written down. */
    synchronized ObjectNode json(Energy energy) {
        ObjectNode json = EnergyJson.of(energy);
        if (clocks != null) {
            clocks.end(json);
        }
        return json;
    }

    /** One result, NaN if the window came to nothing; none at all without counters. */
    List<ScalarResult> results(Energy energy, double secondsPerOperation) {
        if (isAbsent()) {
            return List.of();
        }
        double joules =
                energy instanceof Energy.Measured measured ? measured.watts() * secondsPerOperation : Double.NaN;
        return List.of(new ScalarResult(LABEL, joules, "J/op", AggregationPolicy.AVG));
    }

    /** The idle processor. It is never quite idle: this measurement itself runs on it. */
    IdleBaseline idle(int seconds) {
        return IdleBaseline.measure(
                new IdleBaseline.Resting() {
                    @Override
                    public double secondOfWatts() {
                        begin();
                        clock.pause(SECOND);
                        return end() instanceof Energy.Measured measured ? measured.watts() : Double.NaN;
                    }

                    @Override
                    public long state() {
                        return 0;
                    }
                },
                seconds);
    }
}
