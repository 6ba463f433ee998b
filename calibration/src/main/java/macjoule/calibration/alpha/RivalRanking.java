package macjoule.calibration.alpha;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * DI among its rivals, from the smallest leave-one-out error to the largest.
 *
 * @param unranked predictors that need something unknown for some network
 * @param energyModel the energy model fitted to all networks
 */
public record RivalRanking(List<Rival> ranked, List<String> unranked, EnergyModel energyModel) {

    public RivalRanking {
        ranked = List.copyOf(ranked);
        unranked = List.copyOf(unranked);
    }

    static RivalRanking of(EfficiencySet set) {
        List<Metric> metrics =
                List.of(Metric.DI_PAPER, Metric.INTENSITY, Metric.MEDIAN_INTENSITY, Metric.MACS, Metric.PARAMETERS);
        Stream<Predictor> lines = metrics.stream()
                .filter(metric -> metric.values(set).isPresent())
                .map(Predictor::line);
        List<Rival> ranked = Stream.concat(lines, Stream.of(Predictor.fittedDi(), Predictor.energyModel()))
                .map(predictor -> Rival.of(predictor, set))
                .sorted(Comparator.comparingDouble(Rival::rootMeanSquareError))
                .toList();
        List<String> unranked = metrics.stream()
                .filter(metric -> metric.values(set).isEmpty())
                .map(Metric::name)
                .toList();
        return new RivalRanking(ranked, unranked, EnergyModel.fit(set.networks()));
    }

    /** Who is furthest ahead by squared error, in which the most efficient networks weigh most. */
    public Rival best() {
        return ranked.get(0);
    }

    /** Who is furthest ahead by the median of relative errors, in which all networks weigh alike. */
    public Rival bestRelative() {
        return ranked.stream()
                .min(Comparator.comparingDouble(Rival::medianRelativeError))
                .orElseThrow();
    }

    /** Who predicts best, in one sentence. */
    public String verdict() {
        String winners = best().equals(bestRelative())
                ? describe(best()) + " is best"
                : describe(best()) + " is best by squared error, " + describe(bestRelative())
                        + " by median relative error";
        boolean di = best().isDi() || bestRelative().isDi();
        return "of networks not seen, " + winners + (di ? "" : "; DI is not");
    }

    private static String describe(Rival rival) {
        return String.format(
                Locale.ROOT,
                "%s (root mean square %.3g MACs/J, median %.0f %%)",
                rival.name(),
                rival.rootMeanSquareError(),
                100 * rival.medianRelativeError());
    }
}
