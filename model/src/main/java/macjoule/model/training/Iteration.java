package macjoule.model.training;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import macjoule.model.training.graph.LayerGroup;
import macjoule.model.training.graph.LayerType;

/**
 * One training iteration with one cache.
 *
 * @param trafficIn bytes from memory into the cache
 * @param trafficOut bytes from the cache to memory
 * @param ops operations of all steps
 * @param peakOccupancy the most bytes the cache holds
 * @param timeByType time of all steps of each type of layer, stalls included
 */
public record Iteration(
        long cacheBytes,
        Hardware hardware,
        int batch,
        long trafficIn,
        long trafficOut,
        double timeSeconds,
        long ops,
        long peakOccupancy,
        int steps,
        int streamedSteps,
        int prefetchedLoads,
        Map<LayerType, Double> timeByType) {

    public Iteration {
        timeByType = Collections.unmodifiableMap(new EnumMap<>(timeByType));
    }

    public double cacheMiB() {
        return cacheBytes / (double) CapacityRange.MIB;
    }

    public long traffic() {
        return trafficIn + trafficOut;
    }

    public double averageBandwidth() {
        return traffic() / timeSeconds;
    }

    /** The share of the time in which memory is busy. */
    public double activeTime() {
        return averageBandwidth() / hardware.bandwidth();
    }

    /** The share of the time in which the arithmetic is busy. */
    public double utilisation() {
        return ops / (hardware.throughput() * timeSeconds);
    }

    public double samplesPerSecond() {
        return batch / timeSeconds;
    }

    public double typeOneShare() {
        return share(LayerGroup.TYPE_ONE);
    }

    public double typeTwoShare() {
        return share(LayerGroup.TYPE_TWO);
    }

    private double share(LayerGroup group) {
        double all = 0;
        double ofGroup = 0;
        for (Map.Entry<LayerType, Double> entry : timeByType.entrySet()) {
            all += entry.getValue();
            ofGroup += entry.getKey().group() == group ? entry.getValue() : 0;
        }
        return ofGroup / all;
    }
}
