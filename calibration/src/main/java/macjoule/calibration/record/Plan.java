package macjoule.calibration.record;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run set out to measure, and how.
 *
 * @param seed what the order and all weights and inputs are drawn from
 * @param threads how many threads an engine on the CPU may use
 * @param environment the variables set for the measured process
 * @param jvmArguments the arguments of the measured JVM
 * @param skipped what was left out because an engine cannot do it
 * @param order for each fork, the units in the order in which they are measured
 */
public record Plan(
        String suite,
        long seed,
        Effort effort,
        int threads,
        Map<String, String> environment,
        List<String> jvmArguments,
        List<PlannedEngine> engines,
        List<PlannedCase> cases,
        List<SkippedUnit> skipped,
        List<List<Unit>> order) {

    public Plan {
        Objects.requireNonNull(effort, "effort");
        // In the order of names, so that writing it twice gives the same bytes.
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        jvmArguments = List.copyOf(jvmArguments);
        engines = List.copyOf(engines);
        cases = List.copyOf(cases);
        skipped = List.copyOf(skipped);
        order = order.stream().map(List::copyOf).toList();
    }

    /** All units, ordered as the cases are. */
    public List<Unit> units() {
        List<Unit> planned = order.isEmpty() ? List.of() : order.get(0);
        return cases.stream()
                .flatMap(one -> engines.stream().map(engine -> new Unit(one.key(), engine.name())))
                .filter(planned::contains)
                .toList();
    }

    public Optional<PlannedCase> find(String key) {
        return cases.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    public Optional<PlannedEngine> engine(String name) {
        return engines.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
