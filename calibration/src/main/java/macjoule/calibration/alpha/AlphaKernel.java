package macjoule.calibration.alpha;

import java.util.List;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.stats.CountStatistic;
import macjoule.calibration.stats.LeaveOneOut;
import org.apache.commons.math3.stat.descriptive.moment.Mean;

/** Evaluates alpha for any resample of the networks from products worked out once. */
final class AlphaKernel implements CountStatistic {
    private static final double ROUNDING = 1e-12;

    private final int size;
    private final double[] weights;
    private final double[] a;
    private final double[] w;
    private final double[] e;
    private final double[] aa;
    private final double[] ww;
    private final double[] aw;
    private final double[] ae;
    private final double[] we;
    private final double[] ee;

    private AlphaKernel(double[] activationReuse, double[] weightReuse, double[] efficiency, double[] weights) {
        size = efficiency.length;
        this.weights = weights;
        // About the means, so that the differences of sums below lose no digits.
        a = centred(activationReuse, weights);
        w = centred(weightReuse, weights);
        e = centred(efficiency, weights);
        aa = products(a, a);
        ww = products(w, w);
        aw = products(a, w);
        ae = products(a, e);
        we = products(w, e);
        ee = products(e, e);
    }

    static AlphaKernel of(EfficiencySet set) {
        return of(set.networks());
    }

    /** Each network counts as much as its uncertainty lets it. */
    static AlphaKernel of(List<NetworkEfficiency> networks) {
        return of(networks, EfficiencyWeights.of(networks));
    }

    static AlphaKernel of(List<NetworkEfficiency> networks, double[] weights) {
        return new AlphaKernel(
                column(networks, NetworkEfficiency::activationReuse),
                column(networks, NetworkEfficiency::weightReuse),
                column(networks, NetworkEfficiency::macsPerJoule),
                weights);
    }

    private static double[] column(List<NetworkEfficiency> networks, ToDoubleFunction<NetworkEfficiency> value) {
        return networks.stream().mapToDouble(value).toArray();
    }

    @Override
    public double of(int[] counts) {
        return moments(counts).alpha();
    }

    /** The moments of the networks themselves. */
    Moments moments() {
        return moments(LeaveOneOut.everyOnce(size));
    }

    Moments moments(int[] counts) {
        double n = 0;
        double sumA = 0;
        double sumW = 0;
        double sumE = 0;
        double sumAa = 0;
        double sumWw = 0;
        double sumAw = 0;
        double sumAe = 0;
        double sumWe = 0;
        double sumEe = 0;
        for (int i = 0; i < size; i++) {
            double count = counts[i] * weights[i];
            n += count;
            sumA += count * a[i];
            sumW += count * w[i];
            sumE += count * e[i];
            sumAa += count * aa[i];
            sumWw += count * ww[i];
            sumAw += count * aw[i];
            sumAe += count * ae[i];
            sumWe += count * we[i];
            sumEe += count * ee[i];
        }
        return new Moments(
                spread(sumAa, sumA, n),
                spread(sumWw, sumW, n),
                sumAw - sumA * sumW / n,
                sumAe - sumA * sumE / n,
                sumWe - sumW * sumE / n,
                spread(sumEe, sumE, n));
    }

    /** The sum of squares about the mean; what is left by rounding alone, where all values are the same, is nothing. */
    private static double spread(double squares, double sum, double n) {
        double spread = squares - sum * sum / n;
        return spread > ROUNDING * squares ? spread : 0;
    }

    /** How alpha changes with the efficiency of each network; zero where alpha is held at an end. */
    double[] slopes() {
        Moments m = moments();
        double forActivations = m.ae() * m.ww() - m.we() * m.aw();
        double forWeights = m.we() * m.aa() - m.ae() * m.aw();
        double[] slopes = new double[size];
        if (forActivations < 0 || forWeights < 0) {
            return slopes;
        }
        double sum = forActivations + forWeights;
        for (int i = 0; i < size; i++) {
            double ofActivations = weights[i] * (a[i] * m.ww() - w[i] * m.aw());
            double ofWeights = weights[i] * (w[i] * m.aa() - a[i] * m.aw());
            slopes[i] = (ofActivations * forWeights - ofWeights * forActivations) / (sum * sum);
        }
        return slopes;
    }

    private static double[] centred(double[] values, double[] weights) {
        double mean = new Mean().evaluate(values, weights);
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i] - mean;
        }
        return centred;
    }

    private static double[] products(double[] x, double[] y) {
        double[] products = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            products[i] = x[i] * y[i];
        }
        return products;
    }
}
