package macjoule.calibration.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import macjoule.calibration.traffic.CounterJoin.LeftOut;

/**
 * Layers that a run timed on a GPU without counting anything. Nothing tells how their kernels cut the product, so they are taken to
 * do it as the DeLTA paper found.
 *
 * @param leftOut what cannot be compared, each with its reason
 */
public record TimedLayers(List<LayerReference> layers, List<LeftOut> leftOut, List<String> notes) {
    private static final String CPU = "cpu";
    private static final Pattern TENSOR_CORES = Pattern.compile(".*-(tf32|fp16|bf16)");

    public TimedLayers {
        layers = List.copyOf(layers);
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    /**
     * Takes the device's own clock where it was read, which does not see what the host takes to launch.
     *
     * @param deviceSeconds for an operation, by the clock of the device
     * @param origin of the times
     */
    public static TimedLayers of(
            RunRecord run,
            Map<Unit, Double> deviceSeconds,
            Function<String, Optional<CaseLayer>> layerOf,
            Origin origin) {
        OperationTimes times = new OperationTimes(run.measurements());
        List<LayerReference> layers = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        int byHost = 0;
        int withoutClock = 0;
        for (CaseResult result : run.results()) {
            Unit unit = result.unit();
            if (!isLayerOnGpu(run, unit)) {
                continue;
            }
            Optional<CaseLayer> layer = layerOf.apply(unit.key());
            Double host = result.secondsPerOp();
            if (host == null
                    || layer.isEmpty()
                    || TENSOR_CORES.matcher(unit.engine()).matches()) {
                leftOut.add(new LeftOut(unit.toString(), obstacle(result, layer)));
                continue;
            }
            Double device = deviceSeconds.get(unit);
            Double clock = times.clock(unit);
            byHost += device == null ? 1 : 0;
            withoutClock += clock == null ? 1 : 0;
            LayerReference uncounted = TrafficCheck.uncounted(layer.get().dims());
            layers.add(new LayerReference(
                    uncounted.layer(),
                    unit.engine(),
                    uncounted.tile(),
                    uncounted.kernel(),
                    uncounted.type(),
                    new Levels(null, null, null, device == null ? host : device),
                    clock,
                    origin));
        }
        return new TimedLayers(layers, leftOut, notes(layers.size(), byHost, withoutClock));
    }

    private static boolean isLayerOnGpu(RunRecord run, Unit unit) {
        boolean layer = run.manifest()
                .plan()
                .find(unit.key())
                .filter(planned -> planned.kind() == Kind.LAYER)
                .isPresent();
        return layer
                && run.manifest()
                        .plan()
                        .engine(unit.engine())
                        .map(PlannedEngine::device)
                        .filter(device -> !device.equals(CPU))
                        .isPresent();
    }

    private static String obstacle(CaseResult result, Optional<CaseLayer> layer) {
        if (result.secondsPerOp() == null) {
            return String.valueOf(result.reason());
        }
        return layer.isEmpty()
                ? "it is not a single convolution or fully connected layer"
                : "no counters tell how its tensor-core kernel cuts the product";
    }

    private static List<String> notes(int layers, int byHost, int withoutClock) {
        List<String> notes = new ArrayList<>();
        if (layers > 0) {
            notes.add("nothing was counted, so kernels are taken to cut the product as the DeLTA paper found");
        }
        if (byHost > 0) {
            notes.add(byHost + " of " + layers + " times are by the clock of the host and contain the launch");
        }
        if (withoutClock > 0) {
            notes.add("the core clock of " + withoutClock + " of " + layers
                    + " layers is not known; the models take the card's nominal one");
        }
        return notes;
    }
}
