package macjoule.calibration.alpha;

import java.util.List;
import java.util.stream.IntStream;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.stats.LeaveOneOut;

/**
 * How far the fit moves when a single network is left out.
 *
 * @param alpha all of 0 to 1 if some network is indispensable
 * @param r of the best alpha each time, all of -1 to 1 if some network is indispensable
 * @param mostInfluential the network without which alpha moves most
 */
public record LeaveOneOutSpread(Interval alpha, Interval r, String mostInfluential) {
    static final Interval ALL_ALPHAS = new Interval(0, 1);
    private static final Interval ALL_CORRELATIONS = new Interval(-1, 1);

    static LeaveOneOutSpread of(EfficiencySet set, AlphaKernel kernel) {
        double[] alphas = LeaveOneOut.values(set.size(), kernel);
        double[] correlations = LeaveOneOut.values(set.size(), counts -> {
            Moments moments = kernel.moments(counts);
            return moments.correlation(moments.alpha());
        });
        double all = kernel.moments().alpha();
        List<String> names =
                set.networks().stream().map(NetworkEfficiency::network).toList();
        return new LeaveOneOutSpread(
                range(alphas, ALL_ALPHAS), range(correlations, ALL_CORRELATIONS), names.get(furthest(alphas, all)));
    }

    private static Interval range(double[] values, Interval ifOpen) {
        double lower = values[0];
        double upper = values[0];
        for (double value : values) {
            if (Double.isNaN(value)) {
                return ifOpen;
            }
            lower = Math.min(lower, value);
            upper = Math.max(upper, value);
        }
        return new Interval(lower, upper);
    }

    /** A network without which alpha is open counts as the one that matters most. */
    private static int furthest(double[] alphas, double all) {
        return IntStream.range(0, alphas.length)
                .boxed()
                .max((i, j) -> Double.compare(Math.abs(alphas[i] - all), Math.abs(alphas[j] - all)))
                .orElseThrow();
    }
}
