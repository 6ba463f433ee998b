package macjoule.bench.energy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.rapl.Rapl;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.ScalarResult;

/** The processor's share in an iteration, where the system lets its counters be read. */
final class CpuEnergy {
    /** What the joules are called in JMH's results. */
    static final String LABEL = "energy.cpu";

    private final Rapl rapl;

    CpuEnergy(Path sysfs, NanoClock clock) {
        rapl = Rapl.open(sysfs, clock);
        Energy.Unavailable absence = rapl.absence();
        if (absence != null) {
            System.err.println("macjoule: no CPU energy: " + absence.reason());
        }
    }

    void begin() {
        try {
            rapl.begin();
        } catch (IOException e) {
            // The window then ends in the same error, and says so.
            System.err.println("macjoule: the CPU's energy cannot be read: " + e.getMessage());
        }
    }

    /** One result, NaN if the window came to nothing; none at all without counters. */
    List<ScalarResult> end(double secondsPerOperation) {
        if (rapl.absence() != null) {
            return List.of();
        }
        double joules =
                rapl.end() instanceof Energy.Measured measured ? measured.watts() * secondsPerOperation : Double.NaN;
        return List.of(new ScalarResult(LABEL, joules, "J/op", AggregationPolicy.AVG));
    }
}
