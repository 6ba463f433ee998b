package macjoule.model.delta.explore;

import java.util.Map;
import macjoule.model.delta.Bottleneck;

/**
 * What a scaled GPU gains.
 *
 * @param option the GPU
 * @param seconds how long the workload takes on it
 * @param speedup how many times faster that is than on the GPU it starts from
 * @param timeShare for each bottleneck that occurs, the share of the time that is spent in layers it bounds
 */
public record ScalingResult(ScalingOption option, double seconds, double speedup, Map<Bottleneck, Double> timeShare) {}
