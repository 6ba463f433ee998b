package macjoule.model.training.study;

import macjoule.model.training.Iteration;

/** One cache with two bandwidths; both move the same bytes. */
public record BandwidthPoint(Iteration narrow, Iteration wide) {
    /** How much more bandwidth is used where there is more: 1 where it no longer helps. */
    public double ratio() {
        return wide.averageBandwidth() / narrow.averageBandwidth();
    }
}
