package macjoule.calibration.traffic;

import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.report.Origin;
import macjoule.model.delta.Occupancy;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.deltaplus.DeltaPlusOptions;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.SimulationResult;
import macjoule.model.sim.SimulationSetup;
import macjoule.model.sim.Simulator;

/** References from the cache simulation, for the same layers and tiles. */
final class SimulatedLayers {
    /** From six waves on, traffic per image hardly changes. */
    private static final int WAVES = 6;

    private SimulatedLayers() {}

    static List<LayerReference> of(List<LayerReference> layers, GpuSpec gpu, Simulator simulator) {
        List<SimulationSetup> setups =
                layers.stream().map(layer -> setup(layer, gpu)).toList();
        List<SimulationResult> results = simulator.sampleAll(setups, WAVES);
        List<LayerReference> simulated = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            LayerReference layer = layers.get(i);
            Traffic traffic = results.get(i)
                    .traffic(gpu.l1RequestBytes())
                    .times(layer.layer().groups());
            simulated.add(layer.withValues(Levels.of(traffic), Origin.SIMULATED));
        }
        return simulated;
    }

    private static SimulationSetup setup(LayerReference layer, GpuSpec gpu) {
        Tile tile = layer.launchedTile(gpu);
        int active = Occupancy.activeCtas(tile, gpu, layer.type().bytes());
        return DeltaPlusOptions.DEFAULT.setup(layer.layer().oneGroup(), tile, active, gpu);
    }
}
