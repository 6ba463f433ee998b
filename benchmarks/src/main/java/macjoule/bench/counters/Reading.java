package macjoule.bench.counters;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What came of the cases of one process under the profiler, by their numbers.
 *
 * @param launches the kernels of those that were counted
 * @param failures why others were not, where the process told
 * @param stoppedAt the first that there was no time to begin
 * @param otherwise why all others were not counted
 */
record Reading(
        Map<Integer, List<KernelLaunch>> launches,
        Map<Integer, String> failures,
        OptionalInt stoppedAt,
        String otherwise) {
    Reading {
        launches = Map.copyOf(launches);
        failures = Map.copyOf(failures);
    }

    /** Nothing at all. */
    static Reading nothing(String reason) {
        return new Reading(Map.of(), Map.of(), OptionalInt.empty(), reason);
    }

    /** Null for a case that was not counted. */
    @Nullable
    List<KernelLaunch> launches(int number) {
        return launches.get(number);
    }

    String reason(int number) {
        return failures.getOrDefault(number, otherwise);
    }

    boolean isLeftForLater(int number) {
        return stoppedAt.isPresent() && number >= stoppedAt.getAsInt();
    }
}
