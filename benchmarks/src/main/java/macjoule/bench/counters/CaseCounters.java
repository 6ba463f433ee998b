package macjoule.bench.counters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/** Turns the launches of one operation into records, one for each kernel, summed over its launches. */
final class CaseCounters {
    private CaseCounters() {}

    static List<CounterRecord> of(Unit unit, List<KernelLaunch> launches, Circumstances circumstances) {
        Map<String, List<KernelLaunch>> kernels = new LinkedHashMap<>();
        for (KernelLaunch launch : launches) {
            kernels.computeIfAbsent(launch.kernel(), kernel -> new ArrayList<>())
                    .add(launch);
        }
        List<CounterRecord> records = new ArrayList<>();
        kernels.forEach((kernel, all) -> records.add(record(unit, kernel, all, circumstances)));
        return records;
    }

    private static CounterRecord record(
            Unit unit, String kernel, List<KernelLaunch> launches, Circumstances circumstances) {
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
                reasons.isEmpty() ? null : String.join("; ", reasons));
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
