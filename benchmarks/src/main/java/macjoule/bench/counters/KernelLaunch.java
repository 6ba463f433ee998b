package macjoule.bench.counters;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One launch of a kernel as the profiler saw it.
 *
 * @param computeCapability such as 9.0; null in files of profilers that do not tell
 * @param values of the metrics that were read, in bytes, seconds, hertz or plain numbers
 */
record KernelLaunch(String kernel, @Nullable Double computeCapability, Map<Metric, Double> values) {
    KernelLaunch {
        Map<Metric, Double> copy = new EnumMap<>(Metric.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** Null if it was not read or this GPU does not have it. */
    @Nullable
    Double get(Metric metric) {
        return values.get(metric);
    }

    boolean has(Metric metric) {
        return values.containsKey(metric);
    }
}
