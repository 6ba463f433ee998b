package macjoule.bench.engine;

/** Mean and variance of each channel, as batch normalisation uses them at inference. The arrays are shared, not copied: do not
 * write to them. */
public final class Statistics {
    private final float[] mean;
    private final float[] variance;

    public Statistics(float[] mean, float[] variance) {
        this.mean = mean;
        this.variance = variance;
    }

    public float[] mean() {
        return mean;
    }

    public float[] variance() {
        return variance;
    }
}
