package macjoule.calibration.stats;

import java.util.Arrays;

/** What a statistic would be if one sample had not been there, for each sample in turn. */
public final class LeaveOneOut {
    private LeaveOneOut() {}

    public static double[] values(int size, CountStatistic statistic) {
        double[] values = new double[size];
        int[] counts = everyOnce(size);
        for (int left = 0; left < size; left++) {
            counts[left] = 0;
            values[left] = statistic.of(counts);
            counts[left] = 1;
        }
        return values;
    }

    /** The counts of the sample itself. */
    public static int[] everyOnce(int size) {
        int[] counts = new int[size];
        Arrays.fill(counts, 1);
        return counts;
    }
}
