package macjoule.calibration.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
    private static final int SECTOR_BYTES = 32;

    private final LayerReference reference;
    private final GpuSpec gpu;
    private final DeltaOptions options;
    private final Prediction paper;
    private final Traffic plusOfGroup;
    private final L2Range rangeOfGroup;
    private final Optional<OwnLoads> ownLoads;

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
        ownLoads = gpu.l1RequestBytes() == SECTOR_BYTES
                ? OwnLoads.of(
                        group,
                        reference.kernel().name(),
                        parts(),
                        reference.kernel().biased())
                : Optional.empty();
    }

    /** Into how many parts the kernel split its sums: as often as there were more blocks than the product has tiles. */
    private int parts() {
        Long ctas = reference.kernel().launch().ctas();
        return ctas == null
                ? 1
                : (int) Math.max(1, Math.round((double) ctas / paper.launch().ctas()));
    }

    /** Whether the source of its kernel tells what it loads. */
    boolean isOwnKernel() {
        return ownLoads.isPresent();
    }

    /** Bytes at L1 by DeLTA+, with what its kernel is known to load where it is one of ours. */
    double l1WithOwnLoads() {
        double plus = plusOfGroup.l1Bytes();
        return reference.layer().groups()
                * ownLoads.map(loads -> loads.l1Bytes(plusOfGroup.l1())).orElse(plus);
    }

    /** By what its kernel is known to load, the bytes at L1 that DeLTA+ would have with it. */
    Map<String, Double> ownCauses() {
        Map<String, Double> causes = new LinkedHashMap<>();
        ownLoads.ifPresent(loads -> loads.causes(plusOfGroup.l1())
                .forEach((cause, bytes) ->
                        causes.put(cause, bytes * reference.layer().groups())));
        return causes;
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
