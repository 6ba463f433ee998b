package macjoule.bench.counters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.LaunchCounts;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/** Turns the launches of one operation into records, one for each kernel, summed over its launches. */
final class CaseCounters {
    /** Whichever of these runs out first. */
    private static final List<Metric> LIMITS = List.of(
            Metric.LIMIT_OF_REGISTERS, Metric.LIMIT_OF_SHARED_MEMORY, Metric.LIMIT_OF_WARPS, Metric.LIMIT_OF_BLOCKS);

    private CaseCounters() {}

    /**
     * The records of a unit.
     *
     * @param notes what else is to be known of them
     */
    static List<CounterRecord> of(
            Unit unit, List<KernelLaunch> launches, Circumstances circumstances, List<String> notes) {
        Map<String, List<KernelLaunch>> kernels = new LinkedHashMap<>();
        for (KernelLaunch launch : launches) {
            kernels.computeIfAbsent(launch.kernel(), kernel -> new ArrayList<>())
                    .add(launch);
        }
        List<CounterRecord> records = new ArrayList<>();
        kernels.forEach((kernel, all) -> records.add(record(unit, kernel, all, circumstances, notes)));
        return records;
    }

    private static CounterRecord record(
            Unit unit, String kernel, List<KernelLaunch> launches, Circumstances circumstances, List<String> notes) {
        KernelName name = KernelName.decode(kernel);
        List<Traffic> traffic = launches.stream().map(Traffic::of).toList();
        Double seconds = sum(launches, launch -> launch.get(Metric.TIME));
        Double clock = clock(launches);
        Set<String> reasons = new LinkedHashSet<>();
        traffic.forEach(one -> reasons.addAll(one.reasons()));
        if (seconds == null) {
            reasons.add("time was not measured");
        }
        if (clock == null) {
            reasons.add("the clock was not measured");
        }
        reasons.addAll(notes);
        return new CounterRecord(
                unit.key(),
                unit.engine(),
                kernel,
                name.algorithm(),
                name.precision(),
                name.layout(),
                name.tileM(),
                name.tileN(),
                name.tileK(),
                sum(traffic, Traffic::l1Bytes),
                sum(traffic, Traffic::l2Bytes),
                sum(traffic, Traffic::dramBytes),
                sum(traffic, Traffic::dramWriteBytes),
                seconds,
                clock,
                circumstances.cacheControl(),
                circumstances.clockControl(),
                circumstances.tool(),
                circumstances.source(),
                CounterRecord.Status.OK,
                reasons.isEmpty() ? null : String.join("; ", reasons),
                launch(launches));
    }

    /** Of what all launches are alike in, the least that any of them has. */
    private static LaunchCounts launch(List<KernelLaunch> launches) {
        Double ctas = sum(launches, launch -> launch.get(Metric.GRID_SIZE));
        return new LaunchCounts(
                whole(least(launches, List.of(Metric.REGISTERS))),
                whole(least(launches, LIMITS)),
                ctas == null ? null : (Long) Math.round(ctas),
                sum(launches, launch -> launch.get(Metric.WAVES)));
    }

    private static @Nullable Double least(List<KernelLaunch> launches, List<Metric> metrics) {
        Double least = null;
        for (KernelLaunch launch : launches) {
            for (Metric metric : metrics) {
                Double value = launch.get(metric);
                if (value == null) {
                    return null;
                }
                least = least == null ? value : (Double) Math.min(least, value);
            }
        }
        return least;
    }

    /** Nothing launched is none of something: a zero is a profiler's way to say that it does not know. */
    private static @Nullable Integer whole(@Nullable Double value) {
        return value == null || value < 1 ? null : (Integer) (int) Math.round(value);
    }

    /** Cycles over seconds of all launches; without times, nothing says how much each counts. */
    private static @Nullable Double clock(List<KernelLaunch> launches) {
        Double seconds = sum(launches, launch -> launch.get(Metric.TIME));
        Double cycles = sum(launches, launch -> {
            Double clock = launch.get(Metric.SM_CLOCK);
            Double time = launch.get(Metric.TIME);
            return clock == null || time == null ? null : (Double) (clock * time);
        });
        return seconds == null || cycles == null || seconds == 0 ? null : (Double) (cycles / seconds);
    }

    /** Null if a part is not known: the rest would pass for all. */
    private static <T> @Nullable Double sum(List<T> parts, Function<T, @Nullable Double> value) {
        double sum = 0;
        for (T part : parts) {
            Double one = value.apply(part);
            if (one == null) {
                return null;
            }
            sum += one;
        }
        return sum;
    }
}
