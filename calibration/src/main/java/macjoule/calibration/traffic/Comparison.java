package macjoule.calibration.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import macjoule.calibration.report.Origin;

/**
 * A model held against references of one kind.
 *
 * @param model {@code delta} or {@code delta-plus}
 * @param against {@code counters} or {@code simulator}
 * @param origin whether the references were measured, replayed or simulated
 * @param layers every prediction that has a reference
 */
public record Comparison(String model, String against, Origin origin, List<LevelAgreement> levels, List<Miss> layers) {
    private static final int WORST = 5;
    private static final String NO_TIME = "the simulation counts traffic, not time";

    public Comparison {
        levels = List.copyOf(levels);
        layers = List.copyOf(layers);
    }

    static Comparison of(
            String model,
            String against,
            List<LayerModel> models,
            Function<LayerModel, Levels> prediction,
            Function<LayerModel, Causes> causes) {
        List<Miss> misses = new ArrayList<>();
        for (LayerModel one : models) {
            Levels predicted = prediction.apply(one);
            Causes ofModel = causes.apply(one);
            for (Level level : Level.values()) {
                Double reference = one.reference().values().get(level);
                Double value = predicted.get(level);
                if (reference != null && value != null) {
                    misses.add(new Miss(
                            one.reference().layer().name(),
                            one.reference().engine(),
                            level,
                            value,
                            reference,
                            ofModel.of(level, value, reference)));
                }
            }
        }
        Origin origin = models.get(0).reference().origin();
        List<LevelAgreement> levels = Stream.of(Level.values())
                .map(level -> LevelAgreement.of(level, at(level, misses), missing(level, origin)))
                .toList();
        return new Comparison(model, against, origin, levels, misses);
    }

    private static String missing(Level level, Origin origin) {
        return level == Level.TIME && origin == Origin.SIMULATED ? NO_TIME : "no layer has it counted";
    }

    public LevelAgreement at(Level level) {
        return levels.stream().filter(one -> one.level() == level).findFirst().orElseThrow();
    }

    /** The five layers that are furthest off, at each level. */
    public List<Miss> worst() {
        return Stream.of(Level.values())
                .flatMap(level -> at(level, layers).stream()
                        .sorted(Comparator.comparingDouble(Miss::error).reversed())
                        .limit(WORST))
                .toList();
    }

    private static List<Miss> at(Level level, List<Miss> misses) {
        return misses.stream().filter(miss -> miss.level() == level).toList();
    }
}
