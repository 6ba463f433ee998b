package macjoule.calibration.report.sections;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.RooflineChart;
import macjoule.calibration.report.RooflineChart.Ceiling;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.Network;
import macjoule.model.reuse.IntensityReading;
import macjoule.model.reuse.LayerwiseIntensity;
import macjoule.model.reuse.Precision;
import macjoule.model.reuse.Reuse;
import macjoule.model.reuse.Roofline;

/** Rooflines of GPUs with networks, or the layers of one, under them. */
public final class RooflineSections {
    private static final Axis PERFORMANCE = Axis.log("attainable [FLOP/s]");

    private RooflineSections() {}

    /** Networks of the zoo by AI_c and by DI, compared as in Fig. 3 of the DI paper. */
    public static Section networks(GpuSpec gpu, List<String> networks, DiWeight weight) {
        Roofline roof = Roofline.of(gpu);
        List<NetworkRow> rows = NetworkRow.ofZoo(networks);
        return new Section(
                "roofline-" + gpu.name(),
                "Roofline of " + gpu.title() + ": AI_c and DI",
                Origin.COMPUTED,
                "How fast each network could run by its arithmetic intensity and by its DI; left of the ridge memory is the"
                        + " limit, right of it arithmetic.",
                new RooflineChart(
                        Axis.log("AI_c or DI [MACs per element]"),
                        PERFORMANCE,
                        List.of(ceiling(roof, "FP32 peak and memory")),
                        List.of(
                                series("AI_c", rows, roof, Reuse::arithmeticIntensity),
                                series("DI", rows, roof, reuse -> reuse.di(weight.alpha())))),
                List.of(
                        "DI weighs activation reuse by " + weight.text() + ".",
                        "As the paper does, MACs per element are set against FLOP per byte without converting units."));
    }

    /** The layers of one network in true units: two FLOP to a MAC, four bytes to an element. */
    public static Section layers(GpuSpec gpu, Network network) {
        Roofline roof = Roofline.of(gpu);
        List<Point> points = LayerwiseIntensity.of(network).layers().stream()
                .map(layer -> point(layer.name(), roof, layer.intensity(), IntensityReading.PHYSICAL))
                .toList();
        return new Section(
                "roofline-" + gpu.name() + "-" + network.name().replace('.', '-'),
                "Roofline of " + gpu.name() + ": layers of " + network.name(),
                Origin.COMPUTED,
                "How fast each convolution and fully connected layer could run on one image, if each parameter and output were"
                        + " moved once.",
                new RooflineChart(
                        Axis.log("intensity [FLOP per byte], FP32"),
                        PERFORMANCE,
                        List.of(
                                ceiling(roof, "FP32 peak and memory"),
                                new Ceiling("FP32 peak and L2", gpu.l2BytesPerSecond(), gpu.fp32Flops())),
                        List.of(new Series(network.name(), points))));
    }

    private static Ceiling ceiling(Roofline roof, String name) {
        return new Ceiling(name, roof.bytesPerSecond(), roof.peakFlops());
    }

    private static Series series(
            String name, List<NetworkRow> rows, Roofline roof, Function<Reuse, OptionalDouble> intensity) {
        return new Series(
                name,
                rows.stream()
                        .filter(row -> intensity.apply(row.reuse()).isPresent())
                        .map(row -> point(
                                row.name(), roof, intensity.apply(row.reuse()).orElseThrow(), IntensityReading.PAPER))
                        .toList());
    }

    private static Point point(String label, Roofline roof, double macsPerElement, IntensityReading reading) {
        Roofline.Point placed = roof.place(macsPerElement, reading, Precision.FP32);
        return new Point(label, placed.flopPerByte(), placed.attainableFlops());
    }
}
