package macjoule.model.training.study;

import java.util.List;
import java.util.function.IntFunction;
import macjoule.model.training.CapacityRange;
import macjoule.model.training.Hardware;
import macjoule.model.training.Iteration;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.TrainingOptions;
import macjoule.model.training.graph.TrainingGraph;

/** The experiments of the thesis, chapter 5. */
public final class Studies {
    private Studies() {}

    /** Traffic and time over the capacity (Fig. 5.2 and 5.3). */
    public static List<Iteration> capacity(TrainingModel model, CapacityRange capacities, Hardware hardware) {
        return model.sweep(capacities, hardware);
    }

    /** Where the time goes over the capacity (Fig. 5.5). */
    public static List<BreakdownPoint> breakdown(TrainingModel model, CapacityRange capacities, Hardware hardware) {
        return model.sweep(capacities, hardware).stream()
                .map(BreakdownPoint::of)
                .toList();
    }

    /** The speedup of more throughput over the capacity (Fig. 5.3). */
    public static List<ThroughputPoint> throughput(
            TrainingModel model, CapacityRange capacities, Hardware slow, double fastThroughput) {
        return model.sweep(capacities, List.of(slow, slow.withThroughput(fastThroughput))).stream()
                .map(runs -> new ThroughputPoint(runs.get(0), runs.get(1)))
                .toList();
    }

    /** The bandwidth used with more bandwidth over the capacity (Fig. 5.4). */
    public static List<BandwidthPoint> bandwidth(
            TrainingModel model, CapacityRange capacities, Hardware narrow, double wideBandwidth) {
        return model.sweep(capacities, List.of(narrow, narrow.withBandwidth(wideBandwidth))).stream()
                .map(runs -> new BandwidthPoint(runs.get(0), runs.get(1)))
                .toList();
    }

    /** Samples per second over the batch size (Fig. 5.6, Eq. 5.2). */
    public static List<BatchPoint> batch(
            IntFunction<TrainingGraph> network,
            TrainingOptions options,
            List<Integer> batches,
            List<Long> cacheBytes,
            Hardware hardware) {
        return batches.stream()
                .map(batch -> {
                    TrainingModel model = TrainingModel.of(network.apply(batch), options);
                    return new BatchPoint(
                            batch,
                            cacheBytes.parallelStream()
                                    .map(bytes -> model.run(bytes, hardware))
                                    .toList());
                })
                .toList();
    }
}
