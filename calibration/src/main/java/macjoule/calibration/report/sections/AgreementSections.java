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
                        Axis.log("reference: " + quantity), Axis.log("predicted: " + quantity), series, BANDS);
        return new Section(
                id,
                heading,
                origin,
                "Each layer by its reference and its prediction; on the line both are equal, and within the bands they differ by"
                        + " at most 10 and 20 %.",
                body,
                pairs.isEmpty() ? List.of() : List.of(summary(pairs)));
    }

    /** The predicted over the reference value by type of layer: geometric mean, least and largest. */
    public static Section residuals(String id, String heading, Origin origin, List<Pair> pairs, String missing) {
        Map<String, List<Pair>> types = byType(pairs);
        Body body = pairs.isEmpty()
                ? new Unavailable(missing)
                : new BarChart(
                        Axis.linear("predicted / reference"),
                        List.copyOf(types.keySet()),
                        List.of(new BarSeries(
                                "geometric mean",
                                types.values().stream()
                                        .map(AgreementSections::spread)
                                        .toList())));
        return new Section(
                id,
                heading,
                origin,
                "By how much predictions are off for each type of layer; 1 is exact, and the lines reach from the least to the"
                        + " largest ratio of one layer.",
                body);
    }

    private static String summary(List<Pair> pairs) {
        double[] predicted = pairs.stream().mapToDouble(Pair::predicted).toArray();
        double[] measured = pairs.stream().mapToDouble(Pair::measured).toArray();
        return String.format(
                Locale.ROOT,
                "%d layers: geometric mean error %.1f %%, %.0f %% of the layers within 10 %%, %.0f %% within 20 %%.",
                pairs.size(),
                100 * RatioError.gmae(predicted, measured),
                100 * RatioError.shareWithin(0.1, predicted, measured),
                100 * RatioError.shareWithin(0.2, predicted, measured));
    }

    private static Amount spread(List<Pair> pairs) {
        double logs = pairs.stream().mapToDouble(pair -> Math.log(pair.ratio())).sum();
        return Amount.of(
                Math.exp(logs / pairs.size()),
                pairs.stream().mapToDouble(Pair::ratio).min().orElseThrow(),
                pairs.stream().mapToDouble(Pair::ratio).max().orElseThrow());
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
