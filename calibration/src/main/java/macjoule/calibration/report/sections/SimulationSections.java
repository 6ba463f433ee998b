package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.model.delta.Traffic;

/** Predicted traffic held against the simulation of the caches, which is no measurement. */
public final class SimulationSections {
    private static final String NONE = "no layer was simulated";

    /** DeLTA's own figures, which are about other hardware than any simulation. */
    private static final String PAPER =
            "For comparison, what the DeLTA paper finds against counters of GPUs: L1 6.9 % (V100; of the others it prints a"
                    + " standard deviation of 7.9 % alone), L2 4.2 to 12.4 %, memory 2.8 to 10.2 %.";

    private static final Map<String, ToDoubleFunction<Traffic>> LEVELS = levels();

    private SimulationSections() {}

    /** Each model at each level of the memory, layer by layer, and how far it is off by type of layer. */
    public static List<Section> of(List<SimulatedLayer> layers) {
        return List.of(
                agreement("simulation-delta", "DeLTA", layers, SimulatedLayer::delta)
                        .withMoreNotes(PAPER),
                residuals("simulation-delta-residuals", "DeLTA", layers, SimulatedLayer::delta),
                agreement("simulation-delta-plus", "DeLTA+", layers, SimulatedLayer::plus),
                residuals("simulation-delta-plus-residuals", "DeLTA+", layers, SimulatedLayer::plus));
    }

    private static Section agreement(
            String id, String model, List<SimulatedLayer> layers, Function<SimulatedLayer, Traffic> predicted) {
        List<Pair> pairs = new ArrayList<>();
        LEVELS.forEach((level, bytes) -> layers.forEach(layer -> pairs.add(pair(layer, level, bytes, predicted))));
        return AgreementSections.scatter(
                id, "Traffic: " + model + " against the simulation", Origin.SIMULATED, "traffic [bytes]", pairs, NONE);
    }

    private static Section residuals(
            String id, String model, List<SimulatedLayer> layers, Function<SimulatedLayer, Traffic> predicted) {
        Map<String, List<Pair>> quantities = new LinkedHashMap<>();
        LEVELS.forEach((level, bytes) -> quantities.put(
                level,
                layers.stream()
                        .map(layer -> pair(layer, layer.type(), bytes, predicted))
                        .toList()));
        return AgreementSections.residuals(
                id, "Residuals: " + model + " against the simulation, by filter", Origin.SIMULATED, quantities, NONE);
    }

    private static Pair pair(
            SimulatedLayer layer,
            String type,
            ToDoubleFunction<Traffic> bytes,
            Function<SimulatedLayer, Traffic> predicted) {
        return new Pair(
                layer.layer().name(),
                type,
                bytes.applyAsDouble(predicted.apply(layer)),
                bytes.applyAsDouble(layer.simulated()));
    }

    private static Map<String, ToDoubleFunction<Traffic>> levels() {
        Map<String, ToDoubleFunction<Traffic>> levels = new LinkedHashMap<>();
        levels.put("L1", Traffic::l1Bytes);
        levels.put("L2", Traffic::l2Bytes);
        levels.put("memory", Traffic::dramBytes);
        return levels;
    }
}
