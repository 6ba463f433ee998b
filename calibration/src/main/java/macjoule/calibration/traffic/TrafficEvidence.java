package macjoule.calibration.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import macjoule.calibration.traffic.CounterJoin.LeftOut;
import macjoule.model.BadInputException;
import macjoule.model.delta.ElementType;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.Simulator;

/**
 * Everything that a run has to hold models against, group by group: kernels of different arithmetic or layout are never pooled.
 *
 * @param gpu what the models take the card to be
 * @param checks DeLTA and DeLTA+, one for each group
 * @param kernels the model of kernels that load ahead in stages, one for each group
 * @param leftOut what was not compared, each with its reason
 * @param notes what to keep in mind
 */
public record TrafficEvidence(
        GpuSpec gpu, List<TrafficCheck> checks, List<Comparison> kernels, List<LeftOut> leftOut, List<String> notes) {
    /** The model of staged kernels. */
    public static final String KERNEL = "delta-plus-kernel";

    public TrafficEvidence {
        checks = List.copyOf(checks);
        kernels = List.copyOf(kernels);
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    /** Against what was counted. */
    public static TrafficEvidence ofCounters(CounterJoin join, GpuSpec gpu) {
        List<LeftOut> leftOut = new ArrayList<>(join.leftOut());
        Map<String, List<Predicted>> staged = new LinkedHashMap<>();
        for (KernelReference one : join.kernels()) {
            try {
                staged.computeIfAbsent(one.group(), group -> new ArrayList<>()).add(one.predicted(gpu));
            } catch (BadInputException obstacle) {
                leftOut.add(new LeftOut(
                        one.layer().name() + " on " + one.engine() + " as a staged kernel",
                        String.valueOf(obstacle.getMessage())));
            }
        }
        List<Comparison> kernels = new ArrayList<>();
        staged.forEach((group, layers) -> {
            if (!layers.isEmpty()) {
                kernels.add(Comparison.of(group, KERNEL, TrafficCheck.COUNTERS, layers));
            }
        });
        return new TrafficEvidence(
                gpu,
                checks(join.layers(), layers -> TrafficCheck.againstCounters(layers, gpu)),
                kernels,
                leftOut,
                join.notes());
    }

    /** Against how long layers took, where nothing was counted. */
    public static TrafficEvidence ofTimings(TimedLayers timed, GpuSpec gpu) {
        return new TrafficEvidence(
                gpu,
                checks(timed.layers(), layers -> TrafficCheck.againstTimings(layers, gpu)),
                List.of(),
                timed.leftOut(),
                timed.notes());
    }

    /** Against the cache simulation of the same layers, which stands in for counters but is none. */
    public static TrafficEvidence ofSimulator(List<LayerReference> layers, GpuSpec gpu, Simulator simulator) {
        return new TrafficEvidence(
                gpu,
                checks(layers, group -> TrafficCheck.againstSimulator(group, gpu, simulator)),
                List.of(),
                List.of(),
                List.of());
    }

    private static List<TrafficCheck> checks(
            List<LayerReference> layers, Function<List<LayerReference>, TrafficCheck> check) {
        Map<ElementType, List<LayerReference>> groups = layers.stream()
                .collect(Collectors.groupingBy(LayerReference::type, LinkedHashMap::new, Collectors.toList()));
        return groups.values().stream().map(check).toList();
    }

    /** All models in all groups, DeLTA first. */
    public List<Comparison> comparisons() {
        List<Comparison> all = new ArrayList<>();
        checks.forEach(check -> all.addAll(check.comparisons()));
        all.addAll(kernels);
        return all;
    }

    /** How much was left out for each reason, the most frequent first. */
    public static Map<String, Long> reasons(List<LeftOut> leftOut) {
        Map<String, Long> counts = leftOut.stream()
                .collect(Collectors.groupingBy(LeftOut::reason, LinkedHashMap::new, Collectors.counting()));
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(one -> sorted.put(one.getKey(), one.getValue()));
        return sorted;
    }
}
