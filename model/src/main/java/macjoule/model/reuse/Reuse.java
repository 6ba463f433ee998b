package macjoule.model.reuse;

import java.util.OptionalDouble;
import macjoule.model.BadInputException;
import macjoule.model.count.Counts;

/**
 * How often each parameter and each activation is used, after "Data-type Aware Arithmetic Intensity for Deep Neural Networks".
 * A ratio whose divisor is zero is not known, and so empty.
 */
public record Reuse(Counts counts) {
    /** The data reuse coefficient at which the paper's correlation with energy efficiency levels off. */
    public static final double PAPER_ALPHA = 0.8;

    /** MACs per parameter. */
    public OptionalDouble weightReuse() {
        return quotient(counts.macs(), counts.params());
    }

    /** MACs per activation. */
    public OptionalDouble activationReuse() {
        return quotient(counts.macs(), counts.activations());
    }

    /** MACs per element of either kind: the cumulative arithmetic intensity AI_c. */
    public OptionalDouble arithmeticIntensity() {
        return quotient(counts.macs(), Math.addExact(counts.params(), counts.activations()));
    }

    public OptionalDouble activationsPerParam() {
        return quotient(counts.activations(), counts.params());
    }

    /** Data-type aware intensity, Eq. 4: activation reuse weighted by {@code alpha}, weight reuse by what is left. */
    public OptionalDouble di(double alpha) {
        requireShare(alpha);
        OptionalDouble ofWeights = weightReuse();
        OptionalDouble ofActivations = activationReuse();
        return ofWeights.isPresent() && ofActivations.isPresent()
                ? OptionalDouble.of((alpha * ofActivations.getAsDouble() + (1 - alpha) * ofWeights.getAsDouble()) / 4)
                : OptionalDouble.empty();
    }

    /** The relative disparity d_f: by how many percent DI lies below the arithmetic intensity. */
    public OptionalDouble disparity(double alpha) {
        OptionalDouble di = di(alpha);
        OptionalDouble intensity = arithmeticIntensity();
        return di.isPresent() && intensity.isPresent()
                ? quotient(100 * (intensity.getAsDouble() - di.getAsDouble()), intensity.getAsDouble())
                : OptionalDouble.empty();
    }

    static void requireShare(double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new BadInputException(
                    "a data reuse coefficient of " + alpha, "alpha", "give a number from 0 to 1, such as 0.8");
        }
    }

    private static OptionalDouble quotient(long dividend, long divisor) {
        return quotient((double) dividend, (double) divisor);
    }

    private static OptionalDouble quotient(double dividend, double divisor) {
        return divisor == 0 ? OptionalDouble.empty() : OptionalDouble.of(dividend / divisor);
    }
}
