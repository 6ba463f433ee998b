package macjoule.bench.engine;

/** A factor and a summand for each channel. The arrays are shared, not copied: do not write to them. */
public final class Affine {
    private final float[] factor;
    private final float[] summand;

    public Affine(float[] factor, float[] summand) {
        this.factor = factor;
        this.summand = summand;
    }

    public float[] factor() {
        return factor;
    }

    public float[] summand() {
        return summand;
    }

    /** This first, then {@code next}, in one step. */
    public Affine then(Affine next) {
        int channels = factor.length;
        float[] bothFactors = new float[channels];
        float[] bothSummands = new float[channels];
        for (int c = 0; c < channels; c++) {
            bothFactors[c] = factor[c] * next.factor[c];
            bothSummands[c] = summand[c] * next.factor[c] + next.summand[c];
        }
        return new Affine(bothFactors, bothSummands);
    }
}
