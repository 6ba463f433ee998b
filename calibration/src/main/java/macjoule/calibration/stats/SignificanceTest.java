package macjoule.calibration.stats;

/**
 * The outcome of a test of a null hypothesis.
 *
 * @param statistic t or z
 * @param pValue two-sided
 */
public record SignificanceTest(String name, double statistic, double pValue) {

    /** Whether the null hypothesis is rejected at a significance such as 0.05. */
    public boolean rejects(double significance) {
        return pValue < significance;
    }
}
