package macjoule.bench.counters;

import java.time.Duration;
import java.util.Locale;

/**
 * How counters are to be read.
 *
 * @param caches what is done with the caches before each pass of the profiler
 * @param clocks what the profiler does with the clocks
 * @param perCase how long one case may take
 * @param altogether how long all cases may take; those that are left by then are recorded as not read
 */
public record CounterSettings(Caches caches, Clocks clocks, Duration perCase, Duration altogether) {
    /** What is done with the caches, named as Nsight Compute does. */
    public enum Caches {
        /** Flushed, so that a small layer does not find its input there. */
        ALL,
        NONE;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is done with the clocks, named as Nsight Compute does. */
    public enum Clocks {
        /** Held at the base clock, which takes an administrator on most hosts. */
        BASE,
        NONE;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
