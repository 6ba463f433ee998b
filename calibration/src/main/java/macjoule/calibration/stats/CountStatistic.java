package macjoule.calibration.stats;

/**
 * A number drawn from a weighted sample. Working from counts, not from copied samples, it can be evaluated thousands of times
 * without allocating.
 */
@FunctionalInterface
public interface CountStatistic {
    /**
     * The number for samples that occur this often.
     *
     * @param counts how often each sample occurs; not to be changed
     * @return NaN where these samples leave the number open
     */
    double of(int[] counts);
}
