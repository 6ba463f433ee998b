package macjoule.bench.energy.fake;

/**
 * An operation that draws much in its first part and little in the rest, over and over.
 *
 * @param periodMs how long it takes
 * @param duty the share of it that draws much
 */
public record OperationScript(double periodMs, double duty, double highWatts, double lowWatts) {
    public OperationScript {
        if (!(periodMs > 0) || !(duty > 0 && duty < 1)) {
            throw new IllegalArgumentException("periodMs must be above 0, and duty between 0 and 1");
        }
    }
}
