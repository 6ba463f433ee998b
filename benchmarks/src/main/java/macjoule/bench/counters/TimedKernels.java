package macjoule.bench.counters;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import macjoule.calibration.record.KernelLog;
import macjoule.calibration.record.KernelUse;
import macjoule.calibration.record.Unit;

/** Which kernels computed the layers of a run when they were timed, so that the same are counted and not others tuned anew. */
final class TimedKernels {
    private final Map<Unit, Map<Integer, TimedKernel>> byFork = new HashMap<>();

    private TimedKernels() {}

    static TimedKernels of(Path directory) {
        TimedKernels timed = new TimedKernels();
        for (KernelUse use : KernelLog.read(directory)) {
            // A fork that is measured again is here again, and counts as it was last.
            TimedKernel.parse(use.kernel())
                    .ifPresent(kernel -> timed.byFork
                            .computeIfAbsent(use.unit(), unit -> new HashMap<>())
                            .put(use.fork(), kernel));
        }
        return timed;
    }

    /** The kernel of most forks, which may have chosen differently; empty if none is on record. */
    Optional<TimedKernel> of(Unit unit) {
        return counts(unit).entrySet().stream()
                .max(Map.Entry.<TimedKernel, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(TimedKernel::text))))
                .map(Map.Entry::getKey);
    }

    /**
     * What keeps the times of a unit from being those of the kernels counted; empty if nothing does.
     *
     * @param counted the names of the kernels
     */
    Optional<String> difference(Unit unit, Collection<String> counted) {
        Optional<TimedKernel> chosen = of(unit);
        Map<TimedKernel, Long> counts = counts(unit);
        long forks = counts.values().stream().mapToLong(Long::longValue).sum();
        List<String> others = counts.entrySet().stream()
                .filter(one -> !chosen.filter(one.getKey()::equals).isPresent()
                        || !one.getKey().isAmong(counted))
                .map(one -> "timed with " + one.getKey().text() + " in " + one.getValue() + " of " + forks
                        + " forks, which was not counted")
                .sorted()
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", others));
    }

    private Map<TimedKernel, Long> counts(Unit unit) {
        return byFork.getOrDefault(unit, Map.of()).values().stream()
                .collect(Collectors.groupingBy(kernel -> kernel, LinkedHashMap::new, Collectors.counting()));
    }
}
