package macjoule.calibration.stats;

import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Efron's bootstrap: the sample is drawn again from itself, with replacement, to see how much a statistic would vary. */
public final class Bootstrap {
    private Bootstrap() {}

    /** How a statistic of {@code size} samples is distributed over resamples; the same seed gives the same answer. */
    public static BootstrapDistribution of(int size, int resamples, long seed, CountStatistic statistic) {
        return new BootstrapDistribution(
                size,
                statistic.of(LeaveOneOut.everyOnce(size)),
                replicates(size, resamples, seed, statistic),
                LeaveOneOut.values(size, statistic));
    }

    /** The statistic of each resample, in the order they were drawn. */
    public static double[] replicates(int size, int resamples, long seed, CountStatistic statistic) {
        if (size < 1 || resamples < 1) {
            throw new IllegalArgumentException(
                    resamples + " resamples of " + size + "; at least one of each is needed");
        }
        // A generator of this library, so that the numbers do not change with the Java version.
        RandomGenerator random = new Well19937c(seed);
        double[] replicates = new double[resamples];
        int[] counts = new int[size];
        for (int resample = 0; resample < resamples; resample++) {
            Arrays.fill(counts, 0);
            for (int drawn = 0; drawn < size; drawn++) {
                counts[random.nextInt(size)]++;
            }
            replicates[resample] = statistic.of(counts);
        }
        return replicates;
    }
}
