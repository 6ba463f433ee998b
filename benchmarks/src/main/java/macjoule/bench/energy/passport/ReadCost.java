package macjoule.bench.energy.passport;

import java.util.Arrays;
import java.util.Collection;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Gauge;

/** How long one reading takes, in seconds. */
record ReadCost(double median, double p99) {
    private static final int MOST_READS = 1000;

    /** Fewer tell nothing of the slow ones. */
    private static final int LEAST_READS = 30;

    /** Some cards take milliseconds for a reading, of which a thousand would take longer than the experiments. */
    private static final long LONGEST_NANOS = 300_000_000;

    private static final long SHORTEST_POLL_NANOS = 1_000_000;

    static ReadCost of(Gauge gauge, NanoClock clock) {
        long[] nanos = new long[MOST_READS];
        int reads = 0;
        long begin = clock.nanos();
        for (long now = begin; reads < MOST_READS && (reads < LEAST_READS || now - begin < LONGEST_NANOS); reads++) {
            gauge.read();
            long end = clock.nanos();
            nanos[reads] = end - now;
            now = end;
        }
        Arrays.sort(nanos, 0, reads);
        return new ReadCost(nanos[reads / 2] / 1e9, nanos[reads * 99 / 100] / 1e9);
    }

    /** Often enough to find edges, and not so often that reading keeps the card busy. */
    static long pollNanos(Collection<ReadCost> costs) {
        double slowest = costs.stream().mapToDouble(ReadCost::p99).max().orElse(0);
        return Math.max(SHORTEST_POLL_NANOS, Math.round(3 * slowest * 1e9));
    }
}
