package macjoule.bench.engine;

import macjoule.calibration.record.PlannedEngine;

/**
 * A library that computes layers. Making one is cheap and loads nothing native, so that all can be listed on any host; only
 * {@link #open} loads the library behind it.
 */
public interface Engine {

    /** The name on the command line and in records, kebab-case. */
    String name();

    /** What it computes with and how, in one sentence. */
    String description();

    /**
     * What it computes on, as that is known to others: {@code cpu}, or a GPU with its identifier. May ask the driver, which does not
     * open the GPU.
     */
    default String device() {
        return "cpu";
    }

    /** What it multiplies, such as fp32 or fp16. Engines of one arithmetic on one device are held against one measured peak. */
    default String arithmetic() {
        return PlannedEngine.SINGLE_PRECISION;
    }

    /** How far its results may be off. */
    default Tolerance tolerance() {
        return Tolerance.SINGLE_PRECISION;
    }

    /** No device that it runs on computes more; tells how many operations are worth timing at a time. */
    default double mostMacsPerSecond() {
        return 3e15;
    }

    /** Whether this host can run it. Never loads a library that could be unusable in this JVM after a failed attempt. */
    Availability probe();

    /** Whether it can compute every layer of {@code workload}. */
    Availability supports(Workload workload);

    /** Prepares {@code workload} so that it can be run. Call only if {@link #probe} and {@link #supports} say that it can. */
    Session open(Workload workload, WeightSource weights);
}
