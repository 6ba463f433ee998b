package macjoule.model.count;

/**
 * What a layer or a network costs, for one image.
 *
 * @param macs multiply-accumulate operations
 * @param params learned parameters
 * @param activations output elements
 */
public record Counts(long macs, long params, long activations) {
    static final Counts ZERO = new Counts(0, 0, 0);

    public Counts plus(Counts other) {
        return new Counts(
                Math.addExact(macs, other.macs),
                Math.addExact(params, other.params),
                Math.addExact(activations, other.activations));
    }

    /** The counts for {@code batch} images: work and activations grow, parameters do not. */
    public Counts forBatch(int batch) {
        return new Counts(
                Math.multiplyExact(macs, (long) batch), params, Math.multiplyExact(activations, (long) batch));
    }
}
