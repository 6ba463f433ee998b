package macjoule.calibration.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import macjoule.calibration.report.Origin;
import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.TileSelector;
import macjoule.model.deltaplus.DeltaPlusOptions;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.Simulator;
import org.jspecify.annotations.Nullable;

/**
 * DeLTA and DeLTA+ beside references, and DeLTA+ calibrated to them.
 *
 * @param group the arithmetic and the layout of the kernels, such as {@code fp32-nchw}
 * @param comparisons DeLTA and DeLTA+, uncalibrated, DeLTA+ with the loads of own kernels where some were counted, and DeLTA+ with
 *     the calibrated share where there is one
 */
public record TrafficCheck(String group, List<Comparison> comparisons, DeltaCalibration calibration) {
    public static final String COUNTERS = "counters";
    public static final String SIMULATOR = "simulator";
    public static final String TIMINGS = "timings";
    public static final String DELTA = "delta";
    public static final String DELTA_PLUS = "delta-plus";
    /** DeLTA+ at L1 with what the kernels of the jcuda engine are known to load besides, or otherwise. */
    public static final String OWN_LOADS = "delta-plus-own-loads";

    public static final String CALIBRATED = "delta-plus-calibrated";

    private static final double USUAL_SHARE = DeltaPlusOptions.DEFAULT.share();

    public TrafficCheck {
        comparisons = List.copyOf(comparisons);
    }

    /** Against what was counted. */
    public static TrafficCheck againstCounters(List<LayerReference> layers, GpuSpec gpu) {
        return of(layers, gpu, COUNTERS);
    }

    /** Against how long layers took. */
    static TrafficCheck againstTimings(List<LayerReference> layers, GpuSpec gpu) {
        return of(layers, gpu, TIMINGS);
    }

    /** Against the cache simulation of the same layers, which stands in for counters but is none. */
    public static TrafficCheck againstSimulator(List<LayerReference> layers, GpuSpec gpu, Simulator simulator) {
        requireSome(layers);
        return of(SimulatedLayers.of(layers, gpu, simulator), gpu, SIMULATOR);
    }

    /** A layer without counters, cut as the DeLTA paper found it to be. */
    public static LayerReference uncounted(ConvDims layer) {
        return new LayerReference(
                layer,
                "",
                TileSelector.FIG6.select(layer.oneGroup().filters()),
                CountedKernel.UNKNOWN,
                ElementType.FP32,
                new Levels(null, null, null, null),
                null,
                Origin.COMPUTED);
    }

    private static TrafficCheck of(List<LayerReference> layers, GpuSpec gpu, String against) {
        requireSome(layers);
        String group = group(layers);
        List<LayerModel> models =
                layers.stream().map(layer -> new LayerModel(layer, gpu)).toList();
        DeltaCalibration calibration = DeltaCalibration.of(models, gpu);
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(compared(
                group,
                DELTA,
                against,
                models,
                model -> Predicted.of(model.reference(), Levels.of(model.paper()), Causes.ofDelta(model))));
        comparisons.add(compared(group, DELTA_PLUS, against, models, model -> plus(model, USUAL_SHARE, null)));
        if (against.equals(COUNTERS) && models.stream().anyMatch(LayerModel::isOwnKernel)) {
            comparisons.add(compared(group, OWN_LOADS, against, models, TrafficCheck::withOwnLoads));
        }
        boolean calibrated = calibration.share().identifiable()
                || calibration.dramLatencySeconds().identifiable();
        if (calibrated) {
            double share = calibration.shareOrUsual();
            Double latency = calibration.dramLatencySeconds().figure().value();
            comparisons.add(compared(group, CALIBRATED, against, models, model -> plus(model, share, latency)));
        }
        return new TrafficCheck(group, comparisons, calibration);
    }

    private static Predicted plus(LayerModel model, double share, @Nullable Double latency) {
        return Predicted.of(
                model.reference(), Levels.of(model.plus(share, latency)), Causes.ofDeltaPlus(model, share, latency));
    }

    /** At L1 alone: all else is as DeLTA+ has it. */
    private static Predicted withOwnLoads(LayerModel model) {
        return Predicted.of(
                model.reference(),
                new Levels(model.l1WithOwnLoads(), null, null, null),
                (level, predicted, reference) -> Causes.unexplained(
                        level, predicted, reference, model.paper().bottleneck()));
    }

    private static Comparison compared(
            String group,
            String model,
            String against,
            List<LayerModel> models,
            Function<LayerModel, Predicted> prediction) {
        return Comparison.of(
                group, model, against, models.stream().map(prediction).toList());
    }

    private static String group(List<LayerReference> layers) {
        return layers.stream()
                        .map(layer -> layer.type().name().toLowerCase(Locale.ROOT))
                        .distinct()
                        .collect(Collectors.joining("-"))
                + "-nchw";
    }

    private static void requireSome(List<LayerReference> layers) {
        if (layers.isEmpty()) {
            throw new BadInputException(
                    "no layer to compare", "the run", "give a run whose counters cover fp32 convolutions");
        }
        List<Origin> origins =
                layers.stream().map(LayerReference::origin).distinct().toList();
        if (origins.size() > 1) {
            throw new BadInputException(
                    "counters " + origins.get(0).id() + " and " + origins.get(1).id(),
                    layers.get(0).layer().name(),
                    "keep one kind in a run");
        }
    }
}
