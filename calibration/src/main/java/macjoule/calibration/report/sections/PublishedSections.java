package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.published.CompactNetwork;
import macjoule.calibration.published.P100Measurement;
import macjoule.calibration.published.PublishedTables;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.ScatterChart;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;

/** What papers print, for later measurements to be held against. */
public final class PublishedSections {
    private static final int BYTES_PER_PARAMETER = 4;

    private PublishedSections() {}

    /** Activations per parameter against footprint per model size (Fig. 3 of the compact-DNN paper). */
    public static Section footprint() {
        List<CompactNetwork> counted = PublishedTables.compactNetworks();
        List<P100Measurement> measured = PublishedTables.p100();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            CompactNetwork network = counted.get(i);
            // Both in millions of bytes, so that the ratio is a plain number.
            double modelSize = BYTES_PER_PARAMETER * network.paramsMillions();
            points.add(new Point(
                    network.network(),
                    network.activationsPerParam(),
                    measured.get(i).footprintMb() / modelSize));
        }
        return new Section(
                "published-footprint",
                "Activations per parameter against memory footprint",
                Origin.PUBLISHED,
                "Memory used while running, as a multiple of the model's own size, on a Tesla P100: networks with many"
                        + " activations for each parameter need much more than their parameters.",
                new ScatterChart(
                        Axis.log("activations per parameter"),
                        Axis.log("footprint / model size"),
                        List.of(new Series("Tesla P100", points))),
                List.of("Source: Jha, Mittal and Mattela, VLSI Design 2019, Tables II and III."));
    }
}
