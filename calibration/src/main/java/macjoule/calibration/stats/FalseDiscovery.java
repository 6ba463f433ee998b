package macjoule.calibration.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which of many tests to believe when all are asked at once (Benjamini and Hochberg 1995): among those believed, the expected share
 * that is wrong stays below a bound.
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /** Whether each null hypothesis is rejected, in the order given. */
    public static boolean[] rejected(double[] pValues, double bound) {
        Samples.requireFinite(pValues, 0);
        Samples.requireLevel(bound);
        int[] byValue = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int last = -1;
        for (int rank = 0; rank < byValue.length; rank++) {
            if (pValues[byValue[rank]] <= bound * (rank + 1) / byValue.length) {
                last = rank;
            }
        }
        boolean[] rejected = new boolean[pValues.length];
        for (int rank = 0; rank <= last; rank++) {
            rejected[byValue[rank]] = true;
        }
        return rejected;
    }
}
