package macjoule.bench.energy.passport;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import macjoule.bench.energy.core.Source;

/**
 * Whether a card's sources tell the same at steady power. Differences are relative; NaN where there are not two to
 * compare.
 *
 * @param loadWatts the mean of all sources under load
 */
record Agreement(double loaded, double idle, double loadWatts, double counterLoadWatts, double counterIdleWatts) {
    /** Sources that average over a second need this long to forget what was before. */
    private static final double FORGET_SECONDS = 6;

    /**
     * Compares under load and when idle.
     *
     * @param loaded is told the mean power while the load still lasts
     */
    static Agreement of(Stage stage, double seconds, DoubleConsumer loaded) {
        Map<Source, Double> load = steady(stage, 1, seconds);
        double loadWatts = load.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        loaded.accept(loadWatts);
        Map<Source, Double> idle = steady(stage, 0, seconds);
        return new Agreement(
                difference(load),
                difference(idle),
                loadWatts,
                load.getOrDefault(Source.COUNTER, Double.NaN),
                idle.getOrDefault(Source.COUNTER, Double.NaN));
    }

    private static Map<Source, Double> steady(Stage stage, double level, double seconds) {
        stage.hold(level, FORGET_SECONDS);
        double start = stage.now();
        Map<Source, Double> watts = new EnumMap<>(Source.class);
        stage.watch(seconds, elapsed -> level).forEach((source, recording) -> {
            double mean =
                    source == Source.COUNTER ? recording.slope(start, stage.now()) : recording.mean(start, stage.now());
            // One that shows nothing at all agrees with none that shows power.
            if (mean >= 0) {
                watts.put(source, mean);
            }
        });
        return watts;
    }

    private static double difference(Map<Source, Double> watts) {
        if (watts.size() < 2) {
            return Double.NaN;
        }
        double highest =
                watts.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double lowest =
                watts.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return (highest - lowest) / (lowest > 0 ? lowest : highest);
    }
}
