package macjoule.bench.energy.core;

import java.util.Arrays;
import macjoule.calibration.stats.Repeatability;

/**
 * Half-widths of 95 % intervals, relative to the value.
 *
 * @param comparison for comparing figures of the same card in the same run, where the sensor's gain and offset cancel
 * @param absolute for the figure taken by itself or beside another card's
 */
public record Uncertainty(double comparison, double absolute) {
    /** Coverage factor of an expanded uncertainty of about 95 %. */
    private static final double EXPANSION = 2;

    /** Of one window, from the sensor's properties alone. */
    public static Uncertainty ofWindow(TypeB typeB, double watts) {
        return new Uncertainty(EXPANSION * typeB.ownOfWindow(), EXPANSION * typeB.combined(watts));
    }

    /**
     * Of the mean over forks, the unit that is independent: windows within a fork are correlated.
     *
     * @param forkMeans one mean power in watts for each fork
     */
    public static Uncertainty ofForks(double[] forkMeans, TypeB typeB) {
        double mean = Arrays.stream(forkMeans).average().orElse(Double.NaN);
        Repeatability all = Repeatability.of(forkMeans, EXPANSION * typeB.aliasing(), EXPANSION * typeB.combined(mean));
        return new Uncertainty(all.comparison(), all.absolute());
    }
}
