package macjoule.calibration.traffic;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import macjoule.calibration.report.Origin;

/**
 * A model held against references of one kind.
 *
 * @param group the arithmetic and the layout of the kernels, such as {@code fp32-nchw}: different ones are never pooled
 * @param model such as {@code delta} or {@code delta-plus}
 * @param against {@code counters}, {@code timings} or {@code simulator}
 * @param origin whether the references were measured, replayed or simulated
 * @param levels those that the model is about
 * @param layers every prediction that has a reference
 */
public record Comparison(
        String group, String model, String against, Origin origin, List<LevelAgreement> levels, List<Miss> layers) {
    private static final int WORST = 5;
    private static final String NO_PART = "the model says nothing of this level";
    private static final String NO_TIME = "the simulation counts traffic, not time";

    public Comparison {
        levels = List.copyOf(levels);
        layers = List.copyOf(layers);
    }

    static Comparison of(String group, String model, String against, List<Predicted> predicted) {
        List<Miss> misses =
                predicted.stream().flatMap(one -> one.misses().stream()).toList();
        Origin origin = predicted.get(0).origin();
        List<LevelAgreement> levels = Stream.of(Level.values())
                .filter(level ->
                        predicted.stream().anyMatch(one -> one.prediction().get(level) != null))
                .map(level -> LevelAgreement.of(level, at(level, misses), missing(level, origin)))
                .toList();
        return new Comparison(group, model, against, origin, levels, misses);
    }

    private static String missing(Level level, Origin origin) {
        return level == Level.TIME && origin == Origin.SIMULATED ? NO_TIME : "no layer has it counted";
    }

    /** Empty of figures for a level that the model is not about. */
    public LevelAgreement at(Level level) {
        return levels.stream()
                .filter(one -> one.level() == level)
                .findFirst()
                .orElseGet(() -> LevelAgreement.of(level, List.of(), NO_PART));
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
