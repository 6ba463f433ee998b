package macjoule.calibration.traffic;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import macjoule.calibration.stats.Bootstrap;
import macjoule.calibration.stats.BootstrapDistribution;
import macjoule.calibration.stats.CountStatistic;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.stats.LeaveOneOut;

/**
 * Finds the value of one free number of a model with the least GMAE against references, on a grid. Values whose errors cannot be
 * told apart count as one: an interval that they span is as wide as they are.
 */
final class FreeNumber {
    private static final int FEWEST = 3;
    private static final int RESAMPLES = 1000;
    private static final long SEED = 20_190_325;
    private static final double LEVEL = 0.95;
    /** Errors, as logarithms, that differ by less are the same. */
    private static final double SAME = 1e-4;
    /** Predictions that move by less over the whole range say nothing of the number. */
    private static final double MOVES = 0.02;

    private final Scale scale;
    private final double[] grid;
    private final int usual;
    /** By layer, then by value. */
    private final double[][] errors;

    private final double[][] logs;

    /** How values are spaced, and how wide an interval of them may be to still say something. */
    enum Scale {
        LINEAR(0.5) {
            @Override
            double position(double value) {
                return value;
            }
        },
        /** In factors of two. */
        LOGARITHMIC(1) {
            @Override
            double position(double value) {
                return Math.log(value) / Math.log(2);
            }
        };

        private final double widest;

        Scale(double widest) {
            this.widest = widest;
        }

        abstract double position(double value);
    }

    /**
     * Prepares a fit.
     *
     * @param usual the value without calibration, one of the grid
     * @param prediction of a layer, for a value
     */
    <T> FreeNumber(
            Scale scale,
            double[] grid,
            double usual,
            List<T> layers,
            ToDoubleBiFunction<T, Double> prediction,
            double[] references) {
        this.scale = scale;
        this.grid = grid.clone();
        this.usual = nearest(grid, usual);
        logs = new double[layers.size()][];
        errors = new double[layers.size()][];
        for (int i = 0; i < logs.length; i++) {
            T layer = layers.get(i);
            double reference = references[i];
            logs[i] = DoubleStream.of(grid)
                    .map(value -> Math.log(prediction.applyAsDouble(layer, value) / reference))
                    .toArray();
            errors[i] = DoubleStream.of(logs[i]).map(Math::abs).toArray();
        }
    }

    private static int nearest(double[] grid, double value) {
        return IntStream.range(0, grid.length)
                .boxed()
                .min((a, b) -> Double.compare(Math.abs(grid[a] - value), Math.abs(grid[b] - value)))
                .orElseThrow();
    }

    /** Fits it, with an interval over layers and the error on each layer of the fit to the others. */
    FreeNumberFit fit() {
        int n = errors.length;
        if (n < FEWEST) {
            return FreeNumberFit.impossible(n, n + " layers have a reference; at least " + FEWEST + " are needed");
        }
        Plateau best = plateau(LeaveOneOut.everyOnce(n));
        Interval interval = interval(n, best);
        double width = scale.position(interval.upper()) - scale.position(interval.lower());
        boolean identifiable = isMoved() && width <= scale.widest;
        return new FreeNumberFit(
                best.middle(grid),
                interval,
                identifiable,
                reason(identifiable, interval),
                gmae(usual),
                gmae(best.index()),
                outOfFold(n),
                n);
    }

    private String reason(boolean identifiable, Interval interval) {
        if (!isMoved()) {
            return "no prediction moves by more than 2 % over the whole range of it";
        }
        String range = String.format(
                Locale.ROOT, "the 95 %% interval runs from %.4g to %.4g", interval.lower(), interval.upper());
        return identifiable ? range : range + ", too wide to tell; measure layers that depend on it more";
    }

    private boolean isMoved() {
        for (double[] layer : logs) {
            double moved = DoubleStream.of(layer).max().orElseThrow()
                    - DoubleStream.of(layer).min().orElseThrow();
            if (moved > MOVES) {
                return true;
            }
        }
        return false;
    }

    private Interval interval(int n, Plateau best) {
        // The same seed draws the same resamples for both ends.
        double[] lower = Bootstrap.replicates(n, RESAMPLES, SEED, end(Plateau::lower));
        double[] upper = Bootstrap.replicates(n, RESAMPLES, SEED, end(Plateau::upper));
        BootstrapDistribution lowest = new BootstrapDistribution(n, grid[best.lower()], lower, new double[0]);
        BootstrapDistribution highest = new BootstrapDistribution(n, grid[best.upper()], upper, new double[0]);
        double level = lowest.widenedLevel(LEVEL);
        return new Interval(
                lowest.percentile(level).lower(), highest.percentile(level).upper());
    }

    private CountStatistic end(ToIntFunction<Plateau> end) {
        return counts -> grid[end.applyAsInt(plateau(counts))];
    }

    private double outOfFold(int n) {
        int[] counts = LeaveOneOut.everyOnce(n);
        double sum = 0;
        for (int left = 0; left < n; left++) {
            counts[left] = 0;
            sum += errors[left][plateau(counts).index()];
            counts[left] = 1;
        }
        return Math.expm1(sum / n);
    }

    private double gmae(int index) {
        return Math.expm1(IntStream.range(0, errors.length)
                .mapToDouble(i -> errors[i][index])
                .average()
                .orElseThrow());
    }

    /** Values of the grid that fit as well as the best. */
    private record Plateau(int lower, int upper) {
        int index() {
            return (lower + upper) / 2;
        }

        double middle(double[] grid) {
            return grid[index()];
        }
    }

    private Plateau plateau(int[] counts) {
        double[] sums = new double[grid.length];
        int n = 0;
        for (int i = 0; i < errors.length; i++) {
            n += counts[i];
            double[] layer = errors[i];
            for (int value = 0; counts[i] > 0 && value < sums.length; value++) {
                sums[value] += counts[i] * layer[value];
            }
        }
        double limit = DoubleStream.of(sums).min().orElseThrow() + SAME * n;
        int lower = 0;
        while (sums[lower] > limit) {
            lower++;
        }
        int upper = sums.length - 1;
        while (sums[upper] > limit) {
            upper--;
        }
        return new Plateau(lower, upper);
    }
}
