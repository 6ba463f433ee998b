package macjoule.calibration.traffic;

import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.Prediction;
import macjoule.model.delta.Tile;
import macjoule.model.delta.TileSelector;
import macjoule.model.delta.TimeOptions;
import macjoule.model.delta.Traffic;
import macjoule.model.delta.TrafficModel;
import macjoule.model.delta.TrafficOptions;
import macjoule.model.deltaplus.DeltaPlus;
import macjoule.model.deltaplus.DeltaPlusOptions;
import macjoule.model.deltaplus.L2Range;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/** What DeLTA and DeLTA+ say of one layer, at the tile and the clock of its reference. What takes long is worked out once. */
final class LayerModel {
    private final LayerReference reference;
    private final GpuSpec gpu;
    private final DeltaOptions options;
    private final Prediction paper;
    private final Traffic plusOfGroup;
    private final L2Range rangeOfGroup;

    LayerModel(LayerReference reference, GpuSpec gpu) {
        this.reference = reference;
        Double clock = reference.clockHz();
        this.gpu = clock == null ? gpu : ClockedGpu.at(gpu, clock);
        Tile tile = reference.launchedTile(gpu);
        options = DeltaOptions.PAPER.withTiles(TileSelector.fixed(tile)).withElementType(reference.type());
        paper = Delta.paper(options).predict(reference.layer(), this.gpu);
        DeltaPlus plus = new DeltaPlus(DeltaPlusOptions.DEFAULT);
        ConvDims group = reference.layer().oneGroup();
        plusOfGroup = plus.traffic(group, tile, this.gpu);
        rangeOfGroup = plus.l2Range(group, tile, this.gpu);
    }

    LayerReference reference() {
        return reference;
    }

    double clockHz() {
        return gpu.clockHz();
    }

    Prediction paper() {
        return paper;
    }

    /** DeLTA with traffic equations read in another way. */
    Traffic paper(TrafficOptions reading) {
        return Delta.paper(options.withTraffic(reading))
                .predict(reference.layer(), gpu)
                .traffic();
    }

    /** Traffic of DeLTA+ for a share, all groups. */
    Traffic plusTraffic(double share) {
        return ofGroup(share).times(reference.layer().groups());
    }

    /**
     * DeLTA+ for a share.
     *
     * @param dramLatencySeconds null for the latency of the GPU's data sheet
     */
    Prediction plus(double share, @Nullable Double dramLatencySeconds) {
        Double cycles = dramLatencySeconds == null ? null : (Double) (dramLatencySeconds * gpu.clockHz());
        TimeOptions time = options.time().withDramLatencyCycles(cycles);
        return new Delta(new Known(ofGroup(share)), options.withTime(time)).predict(reference.layer(), gpu);
    }

    private Traffic ofGroup(double share) {
        return new Traffic(plusOfGroup.l1(), rangeOfGroup.at(share), plusOfGroup.dram());
    }

    /** Traffic that is known already. */
    private record Known(Traffic traffic) implements TrafficModel {
        @Override
        public String name() {
            return "delta-plus";
        }

        @Override
        public Traffic traffic(ConvDims layer, Tile tile, GpuSpec gpu) {
            return traffic;
        }
    }
}
