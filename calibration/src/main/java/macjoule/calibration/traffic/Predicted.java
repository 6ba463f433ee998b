package macjoule.calibration.traffic;

import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.report.Origin;
import macjoule.model.delta.ConvDims;

/**
 * What one model says of a layer, beside what it is held against.
 *
 * @param origin whether the reference was measured, replayed or simulated
 */
record Predicted(
        ConvDims layer, String engine, Levels prediction, Levels reference, Origin origin, Explanation explanation) {

    static Predicted of(LayerReference reference, Levels prediction, Explanation explanation) {
        return new Predicted(
                reference.layer(), reference.engine(), prediction, reference.values(), reference.origin(), explanation);
    }

    /** One for each level that both know. */
    List<Miss> misses() {
        List<Miss> misses = new ArrayList<>();
        for (Level level : Level.values()) {
            Double known = reference.get(level);
            Double predicted = prediction.get(level);
            if (known != null && predicted != null) {
                misses.add(new Miss(
                        layer.name(),
                        LayerType.of(layer),
                        engine,
                        level,
                        predicted,
                        known,
                        explanation.of(level, predicted, known)));
            }
        }
        return misses;
    }
}
