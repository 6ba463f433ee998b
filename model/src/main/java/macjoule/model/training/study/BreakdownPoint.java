package macjoule.model.training.study;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import macjoule.model.training.Iteration;
import macjoule.model.training.graph.LayerType;

/** The share of each type of layer in the time of all steps, with one cache. */
public record BreakdownPoint(Iteration run, Map<LayerType, Double> shares) {

    public BreakdownPoint {
        shares = Collections.unmodifiableMap(new EnumMap<>(shares));
    }

    static BreakdownPoint of(Iteration run) {
        double all = run.timeByType().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        Map<LayerType, Double> shares = new EnumMap<>(LayerType.class);
        run.timeByType().forEach((type, time) -> shares.put(type, time / all));
        return new BreakdownPoint(run, shares);
    }
}
