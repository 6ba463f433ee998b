package macjoule.calibration.report.sections;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.BarChart.BarSeries;
import macjoule.calibration.report.Body;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.calibration.report.Unavailable;
import macjoule.calibration.stats.RatioError;

/** Predictions against measurements, or against a simulation, as the origin says. */
public final class AgreementSections {
    private static final List<Double> BANDS = List.of(0.1, 0.2);

    private AgreementSections() {}

    /**
     * Each layer by what was measured and what was predicted, with bands of 10 and 20 %.
     *
     * @param quantity what both are, with the unit, such as {@code DRAM traffic [bytes]}
     * @param missing why there are no pairs, if there are none
     */
    public static Section scatter(
            String id, String heading, Origin origin, String quantity, List<Pair> pairs, String missing) {
        List<Series> series = byType(pairs).entrySet().stream()
                .map(type -> new Series(type.getKey(), points(type.getValue())))
                .toList();
        Body body = pairs.isEmpty()
                ? new Unavailable(missing)
                : new ScatterChart(
                        Axis.log(reference(origin) + " " + quantity), Axis.log("predicted " + quantity), series, BANDS);
        return new Section(
                id,
                heading,
                origin,
                "Each case by what was " + reference(origin)
                        + " and what was predicted; on the line both are equal, and within"
                        + " the bands they differ by at most 10 and 20 %.",
                body,
                byType(pairs).entrySet().stream()
                        .map(type -> type.getKey() + ": " + summary(type.getValue()))
                        .toList());
    }

    /** How many percent predictions lie above the reference, by type of layer: geometric mean, least and largest. */
    public static Section residuals(String id, String heading, Origin origin, List<Pair> pairs, String missing) {
        return residuals(id, heading, origin, Map.of("geometric mean", pairs), missing);
    }

    /** The same for several quantities, such as the levels of the memory, side by side. */
    public static Section residuals(
            String id, String heading, Origin origin, Map<String, List<Pair>> quantities, String missing) {
        List<String> types = quantities.values().stream()
                .flatMap(pairs -> byType(pairs).keySet().stream())
                .distinct()
                .toList();
        List<BarSeries> series = quantities.entrySet().stream()
                .map(quantity -> new BarSeries(quantity.getKey(), spreads(types, byType(quantity.getValue()))))
                .toList();
        return new Section(
                id,
                heading,
                origin,
                "By how much predictions are off for each type of layer: the geometric mean, with lines from the lowest to the"
                        + " highest of one layer; 0 is exact.",
                types.isEmpty()
                        ? new Unavailable(missing)
                        : new BarChart(Axis.linear("predicted above " + reference(origin) + " [%]"), types, series));
    }

    private static List<Amount> spreads(List<String> types, Map<String, List<Pair>> pairs) {
        return types.stream()
                .map(type ->
                        pairs.containsKey(type) ? spread(pairs.get(type)) : Amount.unavailable("no layer of this type"))
                .toList();
    }

    private static String summary(List<Pair> pairs) {
        double[] predicted = pairs.stream().mapToDouble(Pair::predicted).toArray();
        double[] measured = pairs.stream().mapToDouble(Pair::measured).toArray();
        return String.format(
                Locale.ROOT,
                "%d cases, geometric mean error %.1f %%, %.0f %% of them within 10 %%, %.0f %% within 20 %%.",
                pairs.size(),
                100 * RatioError.gmae(predicted, measured),
                100 * RatioError.shareWithin(0.1, predicted, measured),
                100 * RatioError.shareWithin(0.2, predicted, measured));
    }

    private static Amount spread(List<Pair> pairs) {
        double logs = pairs.stream().mapToDouble(pair -> Math.log(pair.ratio())).sum();
        if (pairs.size() == 1) {
            return Amount.of(percent(pairs.get(0).ratio()));
        }
        return Amount.of(
                percent(Math.exp(logs / pairs.size())),
                percent(pairs.stream().mapToDouble(Pair::ratio).min().orElseThrow()),
                percent(pairs.stream().mapToDouble(Pair::ratio).max().orElseThrow()));
    }

    private static double percent(double ratio) {
        return 100 * (ratio - 1);
    }

    /** Only counters and clocks measure. */
    private static String reference(Origin origin) {
        return origin == Origin.SIMULATED ? "simulated" : "measured";
    }

    private static List<Point> points(List<Pair> pairs) {
        return pairs.stream()
                .map(pair -> new Point(pair.name(), pair.measured(), pair.predicted()))
                .toList();
    }

    private static Map<String, List<Pair>> byType(List<Pair> pairs) {
        return pairs.stream().collect(Collectors.groupingBy(Pair::type, LinkedHashMap::new, Collectors.toList()));
    }
}
