package macjoule.model.training;

import java.util.List;
import macjoule.model.training.graph.LayerType;

/**
 * What one layer does in one pass. The time of a step runs from the end of the step before it, so that it contains the stall until
 * its tensors are there.
 *
 * @param layer the layer's name
 * @param workingSet bytes of all tensors it accesses
 * @param occupancy bytes the cache holds during the step, prefetched ones included
 * @param streamed whether its tensors do not fit the cache together, so that maps pass through row buffers
 * @param loads tensors brought in for it, ahead of time or not
 * @param stores tensors written to memory after it
 * @param prefetches tensors whose load this step issues for a later one
 */
public record StepRecord(
        Phase phase,
        String layer,
        LayerType type,
        long ops,
        long workingSet,
        long occupancy,
        boolean streamed,
        long trafficIn,
        long trafficOut,
        List<String> loads,
        List<String> stores,
        List<String> prefetches,
        double begin,
        double computeStart,
        double end,
        Hardware hardware) {

    public StepRecord {
        loads = List.copyOf(loads);
        stores = List.copyOf(stores);
        prefetches = List.copyOf(prefetches);
    }

    /** The layer's name with its pass, such as {@code B:conv1}. */
    public String name() {
        return phase.nameOf(layer);
    }

    public double timeSeconds() {
        return end - begin;
    }

    /** 0 for a step without time. */
    public double averageBandwidth() {
        return ratio(trafficIn + trafficOut, timeSeconds());
    }

    /** Above 1 where transfers run before or after the step they belong to. */
    public double activeTime() {
        return averageBandwidth() / hardware.bandwidth();
    }

    public double utilisation() {
        return ratio(ops, hardware.throughput() * timeSeconds());
    }

    /** Operations per byte of all tensors accessed: the abscissa of the thesis' modified roofline. */
    public double reuseFrequency() {
        return ratio(ops, (double) workingSet);
    }

    /** The thesis, Eq. 5.1: operations per second if every tensor passed the bus once. */
    public double attainable() {
        return Math.min(reuseFrequency() * hardware.bandwidth(), hardware.throughput());
    }

    public boolean isComputeBound() {
        return reuseFrequency() > hardware.ridge();
    }

    private static double ratio(long amount, double base) {
        return base > 0 ? amount / base : 0;
    }
}
