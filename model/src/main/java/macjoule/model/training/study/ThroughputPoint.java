package macjoule.model.training.study;

import macjoule.model.training.Iteration;

/** One cache with two throughputs. */
public record ThroughputPoint(Iteration slow, Iteration fast) {
    public double speedup() {
        return slow.timeSeconds() / fast.timeSeconds();
    }

    /** What the speedup would be if memory cost nothing. */
    public double bound() {
        return fast.hardware().throughput() / slow.hardware().throughput();
    }
}
