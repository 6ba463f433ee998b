package macjoule.calibration.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The joules of one operation with all that is needed to defend them. Half-widths are of 95 % intervals and relative.
 *
 * @param perOp gross, the mean over the forks
 * @param comparison for comparing results of one card and run, where the sensor's errors cancel
 * @param absolute for the figure by itself or beside another card's
 * @param intervalReason why there is neither
 * @param repeated what was repeated: {@code forks}, or {@code windows} of a single fork, whose interval is too narrow
 * @param netPerOp without what the device draws when idle; never to be shown without the gross figure
 * @param netAbsolute relative to {@code netPerOp}
 * @param netReason why there is no net figure
 * @param provenance measured, simulated or replayed
 * @param beside the figure of a second source, null where none was asked
 * @param labels conditions a reader has to know of, in any of the windows
 * @param spoilt why windows were left out, one reason for each
 */
public record Joules(
        double perOp,
        @Nullable Double comparison,
        @Nullable Double absolute,
        @Nullable String intervalReason,
        String repeated,
        @Nullable Double netPerOp,
        @Nullable Double netAbsolute,
        @Nullable String netReason,
        String provenance,
        String source,
        String scope,
        @Nullable Beside beside,
        List<String> labels,
        List<String> spoilt) {
    public Joules {
        labels = List.copyOf(labels);
        spoilt = List.copyOf(spoilt);
    }

    /**
     * What a second source told of the same windows, to be published beside the first where it is not settled which one is right.
     *
     * @param perOp null with a reason
     */
    public record Beside(
            String source, @Nullable Double perOp, @Nullable String reason) {}

    /** What figures have to share to be held against each other. */
    public String kind() {
        return kind(provenance, source, scope);
    }

    static String kind(String provenance, String source, String scope) {
        return provenance + " by " + source + " of " + scope;
    }

    /** How many windows had no figure that counts and were left out. */
    public int spoiltWindows() {
        return spoilt.size();
    }
}
