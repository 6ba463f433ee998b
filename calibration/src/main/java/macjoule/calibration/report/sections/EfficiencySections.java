package macjoule.calibration.report.sections;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.NetworkEfficiency;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.BarChart.BarSeries;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.model.net.Shape;
import macjoule.model.zoo.Zoo;
import macjoule.model.zoo.ZooEntry;

/** Energy efficiencies of networks on one machine (Fig. 5 of the DI paper). */
public final class EfficiencySections {
    private static final double NORMAL_95 = 1.96;
    private static final double GIGA = 1e9;
    private static final double MICRO = 1e-6;

    private EfficiencySections() {}

    /** The most efficient network first. */
    public static Section bars(String id, String heading, Origin origin, EfficiencySet set) {
        List<NetworkEfficiency> sorted = set.networks().stream()
                .sorted(Comparator.comparingDouble(NetworkEfficiency::macsPerJoule)
                        .reversed())
                .toList();
        boolean intervals =
                sorted.stream().anyMatch(network -> network.standardDeviation().isPresent());
        return new Section(
                id,
                heading,
                origin,
                "MACs (convention " + set.convention().id() + ") for each joule, "
                        + set.basis().id() + " of idle power; "
                        + (intervals
                                ? "the lines are 95 % intervals of the measurement."
                                : "the source gives no intervals.")
                        + " " + set.source() + ".",
                new BarChart(
                        Axis.linear("energy efficiency [10⁹ MACs/J]"),
                        sorted.stream().map(NetworkEfficiency::network).toList(),
                        List.of(new BarSeries(
                                "energy efficiency",
                                sorted.stream().map(EfficiencySections::amount).toList()))));
    }

    /** Energy per pixel, the most frugal network first; networks whose image is not known are unavailable. */
    public static Section energyPerPixel(String id, String heading, Origin origin, EfficiencySet set) {
        List<NetworkEfficiency> sorted = set.networks().stream()
                .sorted(Comparator.comparingDouble(
                        network -> pixels(network).isPresent() ? joulesPerPixel(network) : Double.MAX_VALUE))
                .toList();
        return new Section(
                id,
                heading,
                origin,
                "Energy of one image for each of its pixels; the lines, where there are any, are 95 % intervals. "
                        + set.source() + ".",
                new BarChart(
                        Axis.linear("energy per pixel [µJ]"),
                        sorted.stream().map(NetworkEfficiency::network).toList(),
                        List.of(new BarSeries(
                                "energy per pixel",
                                sorted.stream()
                                        .map(EfficiencySections::frugality)
                                        .toList()))));
    }

    private static Amount frugality(NetworkEfficiency network) {
        if (pixels(network).isEmpty()) {
            return Amount.unavailable("its image is not known");
        }
        double value = joulesPerPixel(network) / MICRO;
        if (network.standardDeviation().isEmpty()) {
            return Amount.of(value);
        }
        double spread = NORMAL_95 * network.standardDeviation().getAsDouble() / network.macsPerJoule();
        return Amount.of(value, value / (1 + spread), value * (1 + spread));
    }

    private static double joulesPerPixel(NetworkEfficiency network) {
        return network.joulesPerImage() / pixels(network).orElseThrow();
    }

    private static Optional<Double> pixels(NetworkEfficiency network) {
        return image(network).map(image -> (double) image.height() * image.width());
    }

    /** Energy per pixel against MACs. A network that is not in the zoo has no known image and is named in a note. */
    public static Section perPixel(String id, String heading, Origin origin, EfficiencySet set) {
        List<Point> points = set.networks().stream()
                .flatMap(network -> perPixel(network).stream())
                .toList();
        List<String> notes = set.networks().stream()
                .filter(network -> image(network).isEmpty())
                .map(network -> network.network() + ": unavailable: its image is not known")
                .toList();
        return new Section(
                        id,
                        heading,
                        origin,
                        "Energy for each pixel of the image against the MACs of the network; networks that stand above others"
                                + " with as many MACs spend more on each.",
                        new ScatterChart(
                                Axis.log("MACs of one image"),
                                Axis.log("energy per pixel [J]"),
                                List.of(new Series(set.source(), points))))
                .withNotes(notes);
    }

    private static Optional<Point> perPixel(NetworkEfficiency network) {
        return pixels(network)
                .map(pixels ->
                        new Point(network.network(), network.counts().macs(), network.joulesPerImage() / pixels));
    }

    private static Optional<Shape> image(NetworkEfficiency network) {
        return Zoo.find(network.network()).map(ZooEntry::input);
    }

    private static Amount amount(NetworkEfficiency network) {
        double value = network.macsPerJoule() / GIGA;
        if (network.standardDeviation().isEmpty()) {
            return Amount.of(value);
        }
        double reach = NORMAL_95 * network.standardDeviation().getAsDouble() / GIGA;
        return Amount.of(value, value - reach, value + reach);
    }
}
