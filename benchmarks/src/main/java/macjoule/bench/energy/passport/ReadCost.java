package macjoule.bench.energy.passport;

import java.util.Arrays;
import java.util.Collection;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Gauge;

/** How long one reading takes, in seconds. */
record ReadCost(double median, double p99) {
    private static final int READS = 1000;
    private static final long SHORTEST_POLL_NANOS = 1_000_000;

    static ReadCost of(Gauge gauge, NanoClock clock) {
        long[] nanos = new long[READS];
        for (int i = 0; i < READS; i++) {
            long start = clock.nanos();
            gauge.read();
            nanos[i] = clock.nanos() - start;
        }
        Arrays.sort(nanos);
        return new ReadCost(nanos[READS / 2] / 1e9, nanos[READS * 99 / 100] / 1e9);
    }

    /** Often enough to find edges, and not so often that reading keeps the card busy. */
    static long pollNanos(Collection<ReadCost> costs) {
        double slowest = costs.stream().mapToDouble(ReadCost::p99).max().orElse(0);
        return Math.max(SHORTEST_POLL_NANOS, Math.round(3 * slowest * 1e9));
    }
}
