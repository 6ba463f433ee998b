package macjoule.calibration.stats;

import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** How strongly two quantities go together: along a line (Pearson) or merely in the same order (Spearman, Kendall). */
public final class Correlation {
    /** Two points always lie on a line, so they say nothing. */
    private static final int FEWEST = 3;

    private Correlation() {}

    public static double pearson(double[] x, double[] y) {
        requireUsable(x, y);
        return clipped(new PearsonsCorrelation().correlation(x, y));
    }

    public static double spearman(double[] x, double[] y) {
        requireUsable(x, y);
        return clipped(new SpearmansCorrelation().correlation(x, y));
    }

    /** Kendall's tau-b, which allows for ties. */
    public static double kendall(double[] x, double[] y) {
        requireUsable(x, y);
        return clipped(new KendallsCorrelation().correlation(x, y));
    }

    private static void requireUsable(double[] x, double[] y) {
        Samples.requirePair(x, y, FEWEST);
        Samples.requireVaried(x);
        Samples.requireVaried(y);
    }

    /** Rounding can carry a perfect correlation a hair beyond one, where Fisher's z does not exist. */
    private static double clipped(double r) {
        return Math.max(-1, Math.min(1, r));
    }
}
