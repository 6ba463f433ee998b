package macjoule.calibration.alpha;

/**
 * Sums of squares and products about the means, from which alpha and its correlation follow in closed form. Of activation reuse
 * (a), weight reuse (w) and energy efficiency (e).
 */
record Moments(double aa, double ww, double aw, double ae, double we, double ee) {
    /** Below this share of their variance the two reuses are taken as proportional. */
    private static final double SINGULAR = 1e-10;

    /**
     * The alpha whose DI correlates best. DI is a weighted sum of the reuses, and of all weighted sums the least squares fit
     * correlates best. If it gives one reuse a negative weight, the best sum without one lies at an end.
     *
     * @return NaN if every alpha is as good
     */
    double alpha() {
        double forActivations = ae * ww - we * aw;
        double forWeights = we * aa - ae * aw;
        boolean open = !(determinant() > SINGULAR * aa * ww) || ee == 0 || (ae == 0 && we == 0);
        if (open) {
            return Double.NaN;
        }
        return forActivations >= 0 && forWeights >= 0
                ? forActivations / (forActivations + forWeights)
                : correlation(1) >= correlation(0) ? 1 : 0;
    }

    /** Pearson's r between DI(alpha) and energy efficiency; NaN where either is constant. */
    double correlation(double alpha) {
        double beta = 1 - alpha;
        double covariance = alpha * ae + beta * we;
        double variance = alpha * alpha * aa + 2 * alpha * beta * aw + beta * beta * ww;
        return Math.max(-1, Math.min(1, covariance / Math.sqrt(variance * ee)));
    }

    /** The sum of squares that the best alpha leaves of the efficiency; all of it where no alpha is best. */
    double unexplained() {
        double alpha = alpha();
        return Double.isNaN(alpha) ? ee : ee * (1 - Math.pow(correlation(alpha), 2));
    }

    double determinant() {
        return aa * ww - aw * aw;
    }
}
