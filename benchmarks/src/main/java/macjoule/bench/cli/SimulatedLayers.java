package macjoule.bench.cli;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import macjoule.calibration.report.sections.SimulatedLayer;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.PaperLayers;
import macjoule.model.delta.PaperTraffic;
import macjoule.model.delta.Traffic;
import macjoule.model.deltaplus.AccuracyStudy;
import macjoule.model.deltaplus.DeltaPlus;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.SimulationSetup;
import macjoule.model.sim.Simulator;

/** A few layers of the DeLTA paper, predicted and simulated. */
final class SimulatedLayers {
    private SimulatedLayers() {}

    /** {@code count} of the paper's layers, evenly spread over its networks. */
    static List<SimulatedLayer> of(GpuSpec gpu, int count) {
        List<ConvDims> all =
                PaperLayers.all().stream().map(layer -> layer.dims(1)).toList();
        List<ConvDims> chosen = IntStream.range(0, Math.min(count, all.size()))
                .mapToObj(i -> all.get(i * all.size() / count))
                .toList();
        PaperTraffic paper = new PaperTraffic(DeltaOptions.PAPER.traffic(), DeltaOptions.PAPER.elementType());
        try (Simulator simulator = Simulator.withThreads(Runtime.getRuntime().availableProcessors())) {
            AccuracyStudy study = new AccuracyStudy(gpu, simulator);
            List<SimulationSetup> setups = chosen.stream().map(study::setup).toList();
            List<Traffic> simulated = simulator.runAll(setups).stream()
                    .map(result -> result.traffic(gpu.l1RequestBytes()))
                    .toList();
            return IntStream.range(0, setups.size())
                    .mapToObj(i -> layer(setups.get(i), paper, gpu, simulated.get(i)))
                    .toList();
        }
    }

    /** Traffic over simulated traffic, of DeLTA and DeLTA+, at each level. */
    static Table<SimulatedLayer> table(List<SimulatedLayer> layers) {
        List<Column<SimulatedLayer>> columns = List.of(
                Column.text("layer", "layer", row -> row.layer().name()),
                Column.text("type", "filter", SimulatedLayer::type),
                Column.count("batch", "images", row -> (long) row.layer().batch()),
                ratio("deltaL1", "DeLTA L1", SimulatedLayer::delta, Traffic::l1Bytes),
                ratio("deltaL2", "DeLTA L2", SimulatedLayer::delta, Traffic::l2Bytes),
                ratio("deltaDram", "DeLTA memory", SimulatedLayer::delta, Traffic::dramBytes),
                ratio("deltaPlusL1", "DeLTA+ L1", SimulatedLayer::plus, Traffic::l1Bytes),
                ratio("deltaPlusL2", "DeLTA+ L2", SimulatedLayer::plus, Traffic::l2Bytes),
                ratio("deltaPlusDram", "DeLTA+ memory", SimulatedLayer::plus, Traffic::dramBytes));
        return new Table<>("predicted over simulated traffic; simulated, not measured", columns, layers);
    }

    private static Column<SimulatedLayer> ratio(
            String name, String heading, Function<SimulatedLayer, Traffic> predicted, ToDoubleFunction<Traffic> bytes) {
        return Column.decimal(
                name,
                heading,
                2,
                row -> bytes.applyAsDouble(predicted.apply(row)) / bytes.applyAsDouble(row.simulated()));
    }

    private static SimulatedLayer layer(SimulationSetup setup, PaperTraffic paper, GpuSpec gpu, Traffic simulated) {
        return new SimulatedLayer(
                setup.layer(),
                paper.traffic(setup.layer(), setup.tile(), gpu),
                DeltaPlus.traffic(setup, gpu.l1RequestBytes()),
                simulated);
    }
}
