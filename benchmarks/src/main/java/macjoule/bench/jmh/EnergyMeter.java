package macjoule.bench.jmh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import macjoule.calibration.record.IdleReading;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Where the joules of a window come from. The time is measured with or without one. */
public interface EnergyMeter {

    /** Why no energy can be measured of a device; empty if it can. */
    String reasonAgainst(String device);

    /** What measures each of these devices, or why nothing does, for the record. */
    ObjectNode describe(List<String> devices);

    /**
     * Takes the energy of one fork.
     *
     * @param idleSeconds for how long to measure idle power first, or 0
     */
    Fork fork(String device, int idleSeconds);

    /** The energy of one fork. */
    interface Fork {
        /** Has the measured JVM take the energy of each window, by a profiler. */
        void configure(ChainedOptionsBuilder options);

        /**
         * What was taken of a window.
         *
         * @param window which one, from 1
         */
        WindowEnergy read(int window, IterationResult iteration);

        /** What the device drew when idle. */
        IdleReading idle(String moment);
    }
}
