package macjoule.bench.counters;

import macjoule.calibration.report.Origin;
import org.jspecify.annotations.Nullable;

/**
 * How counters were read.
 *
 * @param tool what read them, with its version
 * @param cacheControl {@code all} where every cache is flushed before each pass of the profiler, {@code none} where not; null if it
 *     is not known
 * @param clockControl {@code base} where the profiler holds the clock at its base, {@code none} where not; null if it is not known
 */
record Circumstances(
        String tool,
        Origin source,
        @Nullable String cacheControl,
        @Nullable String clockControl) {}
