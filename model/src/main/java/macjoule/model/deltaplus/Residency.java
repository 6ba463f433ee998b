package macjoule.model.deltaplus;

import macjoule.model.sim.CacheSize;

/**
 * How likely a line is still in a set-associative cache after so many other bytes have come by: they fall on its set by chance,
 * and it is there as long as fewer than the set has ways did.
 */
final class Residency {
    /** Means beyond so many times what a set holds leave it a chance of less than 10^-12. */
    private static final int MANY_TIMES = 20;

    private final int ways;
    private final double bytes;

    Residency(CacheSize size) {
        this.ways = size.ways();
        this.bytes = size.bytes();
    }

    /** The Poisson probability of fewer than {@code ways} arrivals in the set. */
    double after(double otherBytes) {
        double mean = ways * otherBytes / bytes;
        if (mean > MANY_TIMES * (ways + 1)) {
            return 0;
        }
        double term = Math.exp(-mean);
        double sum = 0;
        for (int arrivals = 0; arrivals < ways; arrivals++) {
            sum += term;
            term *= mean / (arrivals + 1);
        }
        return Math.min(1, sum);
    }

    /** The same on average while the distance moves evenly from {@code first} to {@code last}. */
    double between(double first, double last) {
        if (Math.abs(first - last) < 0.01 * bytes) {
            return after((first + last) / 2);
        }
        return (after(first) + 4 * after((first + last) / 2) + after(last)) / 6;
    }
}
