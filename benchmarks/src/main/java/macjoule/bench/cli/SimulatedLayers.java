package macjoule.bench.cli;

import java.util.List;
import java.util.stream.IntStream;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
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

    /** Traffic over simulated traffic, of DeLTA and DeLTA+, at each level. */
    record Row(String layer, int batch, Ratios delta, Ratios plus) {}

    record Ratios(double l1, double l2, double dram) {
        static Ratios of(Traffic predicted, Traffic simulated) {
            return new Ratios(
                    predicted.l1Bytes() / simulated.l1Bytes(),
                    predicted.l2Bytes() / simulated.l2Bytes(),
                    predicted.dramBytes() / simulated.dramBytes());
        }
    }

    /** {@code count} of the paper's layers, evenly spread over its networks. */
    static Table<Row> table(GpuSpec gpu, int count) {
        List<ConvDims> all =
                PaperLayers.all().stream().map(layer -> layer.dims(1)).toList();
        List<ConvDims> chosen = IntStream.range(0, Math.min(count, all.size()))
                .mapToObj(i -> all.get(i * all.size() / count))
                .toList();
        List<Column<Row>> columns = List.of(
                Column.text("layer", "layer", Row::layer),
                Column.count("batch", "images", row -> (long) row.batch()),
                Column.decimal("deltaL1", "DeLTA L1", 2, row -> row.delta().l1()),
                Column.decimal("deltaL2", "DeLTA L2", 2, row -> row.delta().l2()),
                Column.decimal(
                        "deltaDram", "DeLTA memory", 2, row -> row.delta().dram()),
                Column.decimal("deltaPlusL1", "DeLTA+ L1", 2, row -> row.plus().l1()),
                Column.decimal("deltaPlusL2", "DeLTA+ L2", 2, row -> row.plus().l2()),
                Column.decimal(
                        "deltaPlusDram", "DeLTA+ memory", 2, row -> row.plus().dram()));
        return new Table<>("predicted over simulated traffic; simulated, not measured", columns, rows(gpu, chosen));
    }

    private static List<Row> rows(GpuSpec gpu, List<ConvDims> layers) {
        PaperTraffic paper = new PaperTraffic(DeltaOptions.PAPER.traffic(), DeltaOptions.PAPER.elementType());
        try (Simulator simulator = Simulator.withThreads(Runtime.getRuntime().availableProcessors())) {
            AccuracyStudy study = new AccuracyStudy(gpu, simulator);
            List<SimulationSetup> setups = layers.stream().map(study::setup).toList();
            List<Traffic> simulated = simulator.runAll(setups).stream()
                    .map(result -> result.traffic(gpu.l1RequestBytes()))
                    .toList();
            return IntStream.range(0, setups.size())
                    .mapToObj(i -> row(setups.get(i), paper, gpu, simulated.get(i)))
                    .toList();
        }
    }

    private static Row row(SimulationSetup setup, PaperTraffic paper, GpuSpec gpu, Traffic simulated) {
        return new Row(
                setup.layer().name(),
                setup.layer().batch(),
                Ratios.of(paper.traffic(setup.layer(), setup.tile(), gpu), simulated),
                Ratios.of(DeltaPlus.traffic(setup, gpu.l1RequestBytes()), simulated));
    }
}
