package macjoule.model.delta;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.gpu.GpuSpec;

/**
 * Predicts the time and bottleneck of layers from a model of their traffic.
 *
 * <p>A grouped convolution runs as independent matrix products launched together: traffic and thread blocks add up, the tile is
 * that of one group.
 */
public final class Delta {
    private final TrafficModel trafficModel;
    private final DeltaOptions options;
    private final TimeModel timeModel;

    public Delta(TrafficModel trafficModel, DeltaOptions options) {
        this.trafficModel = trafficModel;
        this.options = options;
        this.timeModel = new TimeModel(options.time(), options.elementType());
    }

    /** DeLTA with the paper's own traffic equations. */
    public static Delta paper(DeltaOptions options) {
        return new Delta(new PaperTraffic(options.traffic(), options.elementType()), options);
    }

    /** Models before DeLTA: its time equations with caches that miss at a fixed rate. */
    public static Delta missRate(double rate, DeltaOptions options) {
        return new Delta(
                new MissRateTraffic(rate, new PaperTraffic(options.traffic(), options.elementType())), options);
    }

    public DeltaOptions options() {
        return options;
    }

    /** The same model with other tiles. */
    public Delta withTiles(TileSelector tiles) {
        return new Delta(trafficModel, options.withTiles(tiles));
    }

    public List<Prediction> predict(List<ConvDims> layers, GpuSpec gpu) {
        return layers.stream().map(layer -> predict(layer, gpu)).toList();
    }

    public Prediction predict(ConvDims layer, GpuSpec gpu) {
        GpuRequirements.check(gpu);
        ConvDims group = layer.oneGroup();
        Gemm gemm = group.gemm();
        Tile tile = options.tiles().select(group.filters());
        int active = Occupancy.activeCtas(tile, gpu, options.elementType().bytes());
        Launch launch = Launch.of(gemm, layer.groups(), tile, active, gpu.smCount());
        Traffic traffic = trafficModel.traffic(group, tile, gpu).times(layer.groups());
        StreamTimes streams = timeModel.streams(tile, launch, traffic, gpu);
        boolean once = trafficModel.readsMatricesOnce();
        Candidates candidates = timeModel.candidates(tile, launch, traffic, streams, gpu);
        return new Prediction(
                layer,
                gpu.name(),
                trafficModel.name(),
                gemm,
                tile,
                launch,
                inefficiency(traffic.l1().ifmap(), gemm.m(), gemm.k(), layer.groups() * (once ? 1 : launch.columns())),
                inefficiency(traffic.l1().filter(), gemm.n(), gemm.k(), layer.groups() * (once ? 1 : launch.rows())),
                traffic,
                streams,
                candidates,
                candidates.longest(),
                candidates.bottleneck(),
                notes(layer, tile, traffic, gpu));
    }

    /** Bytes read through L1 over the bytes that {@code times} readings of a matrix use. */
    private double inefficiency(double bytes, long length, long depth, long times) {
        return bytes / ((double) options.elementType().bytes() * length * depth * times);
    }

    private List<String> notes(ConvDims layer, Tile tile, Traffic traffic, GpuSpec gpu) {
        List<String> ofLayer = layer.notes();
        List<String> ofMissRates = MissRateNotes.of(trafficModel, layer.oneGroup(), tile, traffic);
        boolean spills = Occupancy.spills(tile, gpu);
        boolean otherType = options.elementType() != ElementType.FP32;
        if (!spills && !otherType && ofMissRates.isEmpty()) {
            return ofLayer;
        }
        List<String> notes = new ArrayList<>(ofLayer);
        if (spills) {
            notes.add("tile " + tile + " needs more registers than an SM has: taken to run one at a time");
        }
        if (otherType) {
            notes.add(options.elementType() + " on tensor cores: outside the paper");
        }
        notes.addAll(ofMissRates);
        return List.copyOf(notes);
    }
}
