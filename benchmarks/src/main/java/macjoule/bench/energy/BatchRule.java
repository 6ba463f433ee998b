package macjoule.bench.energy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the length of a benchmark's operations says of the joules of its windows. An invocation begins when the one before has ended, and
 * a GPU waits in between: the shorter they are, the more of the energy is that of waiting.
 */
final class BatchRule {
    /** The label of joules that are right for this very loop, and not for work that keeps the GPU busy. */
    static final String SHORT = "shortBatches";

    /** A little below the ten milliseconds that are aimed at. */
    private static final double SHORTEST_BATCH_SECONDS = 0.009;

    /** In less time than this nothing can be started on a GPU and waited for. */
    private static final double SHORTEST_OPERATION_SECONDS = 1e-6;

    private BatchRule() {}

    /**
     * Why there are no joules per operation, or null.
     *
     * @param secondsPerOperation NaN where it is not known
     * @param batched how many operations an invocation starts together; who batches means to keep the GPU busy
     */
    static @Nullable String refusal(double secondsPerOperation, int batched) {
        if (Double.isNaN(secondsPerOperation)) {
            return OperationTime.UNKNOWN;
        }
        if (batched > 1 && isShort(secondsPerOperation, batched)) {
            double milliseconds = batched * secondsPerOperation * 1e3;
            return String.format(Locale.ROOT, "batches of %.3f ms leave the GPU waiting between them", milliseconds);
        }
        return batched == 1 && secondsPerOperation < SHORTEST_OPERATION_SECONDS
                ? String.format(
                        Locale.ROOT,
                        "operations of %.0f ns are too short for any energy of their own: have each invocation do many",
                        secondsPerOperation * 1e9)
                : null;
    }

    /** Whether the GPU may have waited for much of the window. */
    static boolean isShort(double secondsPerOperation, int batched) {
        return batched * secondsPerOperation < SHORTEST_BATCH_SECONDS;
    }
}
