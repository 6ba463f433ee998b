package macjoule.bench.energy.passport;

/** A straight line through points, and how much of their spread it leaves. */
final class Regression {
    private int n;
    private double meanX;
    private double meanY;
    private double xx;
    private double xy;
    private double yy;

    /** Welford's update, since the readings' mean is large beside their spread. */
    void add(double x, double y) {
        n++;
        double dx = x - meanX;
        double dy = y - meanY;
        meanX += dx / n;
        meanY += dy / n;
        xx += dx * (x - meanX);
        xy += dx * (y - meanY);
        yy += dy * (y - meanY);
    }

    /** The share of the variance that the line does not explain. A line that falls explains nothing here. */
    double unexplained() {
        return xx > 0 && xy > 0 ? Math.max(0, 1 - xy * xy / (xx * yy)) : 1;
    }
}
