package macjoule.calibration.alpha;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import macjoule.model.BadInputException;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The alpha whose DI correlates best with energy efficiency.
 *
 * @param n the number of networks
 * @param weightRatio how many times as much the surest network counts as the least sure, 1 where all count alike; {@code r} is
 *     weighted as the fit is
 * @param best the optimum over all alphas from 0 to 1
 * @param plateau the smallest alpha on the paper's grid from where on the correlation hardly rises
 * @param curve the correlation on the paper's grid (Fig. 4 of the DI paper)
 */
public record AlphaFit(
        int n, double weightRatio, AlphaPoint best, AlphaPoint plateau, List<AlphaPoint> curve, Scale scale) {
    private static final int GRID_STEPS = 20;

    /** How far below the highest correlation of the grid the plateau begins. */
    private static final double PLATEAU = 0.005;

    public AlphaFit {
        curve = List.copyOf(curve);
    }

    public static AlphaFit of(EfficiencySet set) {
        double[] weights = EfficiencyWeights.of(set.networks());
        Moments moments = AlphaKernel.of(set.networks(), weights).moments();
        double alpha = moments.alpha();
        if (Double.isNaN(alpha)) {
            throw new BadInputException(
                    "weight and activation reuse rise and fall together, or neither goes with the efficiency, so that no alpha"
                            + " fits better than another",
                    set.source(),
                    "add networks of another kind");
        }
        List<AlphaPoint> curve = IntStream.rangeClosed(0, GRID_STEPS)
                .mapToObj(step -> point(moments, step / (double) GRID_STEPS))
                .toList();
        return new AlphaFit(
                set.size(),
                StatUtils.max(weights) / StatUtils.min(weights),
                point(moments, alpha),
                plateau(curve),
                curve,
                Scale.of(set.column(network -> network.di(alpha)), set.efficiencies()));
    }

    public double alpha() {
        return best.alpha();
    }

    public double r() {
        return best.r();
    }

    /** How networks were weighted, if they were, in one sentence. */
    public Optional<String> weighting() {
        return weightRatio == 1
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "networks weighted by how surely they were measured, the surest %.2f times as much as the least sure",
                        weightRatio));
    }

    private static AlphaPoint point(Moments moments, double alpha) {
        return new AlphaPoint(alpha, moments.correlation(alpha));
    }

    private static AlphaPoint plateau(List<AlphaPoint> curve) {
        double highest = curve.stream()
                .max(Comparator.comparingDouble(AlphaPoint::r))
                .orElseThrow()
                .r();
        return curve.stream()
                .filter(point -> point.r() >= highest - PLATEAU)
                .findFirst()
                .orElseThrow();
    }
}
