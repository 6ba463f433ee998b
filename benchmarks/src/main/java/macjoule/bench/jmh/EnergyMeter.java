package macjoule.bench.jmh;

import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Where the joules of a window come from. The time is measured with or without one. */
public interface EnergyMeter {

    /** Why no energy can be measured here; empty if it can. */
    String reasonAgainst();

    /** Has the measured JVM take the energy of each window, such as by a profiler. */
    void configure(ChainedOptionsBuilder options);

    /** What was taken of a window. */
    WindowEnergy read(IterationResult window);

    /** A meter for hosts without a sensor. */
    static EnergyMeter unavailable(String reason) {
        return new EnergyMeter() {
            @Override
            public String reasonAgainst() {
                return reason;
            }

            @Override
            public void configure(ChainedOptionsBuilder options) {
                // Nothing to take.
            }

            @Override
            public WindowEnergy read(IterationResult window) {
                return WindowEnergy.unavailable(reason);
            }
        };
    }
}
