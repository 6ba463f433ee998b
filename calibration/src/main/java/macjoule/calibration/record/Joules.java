package macjoule.calibration.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The joules of one operation with all that is needed to defend them. Half-widths are of 95 % intervals and relative.
 *
 * @param perOp gross, the mean over the forks
 * @param comparison for comparing results of one card and run, where the sensor's errors cancel
 * @param absolute for the figure by itself or beside another card's
 * @param repeated what was repeated: {@code forks}, or {@code windows} of a single fork, whose interval is too narrow
 * @param netPerOp without what the device draws when idle; never to be shown without the gross figure
 * @param netAbsolute relative to {@code netPerOp}
 * @param netReason why there is no net figure
 * @param provenance measured, simulated or replayed
 * @param labels conditions a reader has to know of, in any of the windows
 * @param spoiltWindows how many windows had no valid figure and were left out
 */
public record Joules(
        double perOp,
        @Nullable Double comparison,
        @Nullable Double absolute,
        String repeated,
        @Nullable Double netPerOp,
        @Nullable Double netAbsolute,
        @Nullable String netReason,
        String provenance,
        String source,
        String scope,
        List<String> labels,
        int spoiltWindows) {
    public Joules {
        labels = List.copyOf(labels);
    }

    /** What figures have to share to be held against each other. */
    public String kind() {
        return provenance + " by " + source + " of " + scope;
    }
}
