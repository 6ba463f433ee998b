package macjoule.calibration.record;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of one unit of the plan.
 *
 * @param reason why it is not measured; null if it is
 * @param forks how many forks were measured
 * @param secondsPerOp the mean over the forks
 * @param spread how far the forks, or the windows of a single fork, lie apart: standard deviation over mean
 * @param verified whether the result was held against the reference and agrees; null if it could not be told
 * @param joulesPerOp the mean over the forks; null with a reason
 * @param joules the same with its uncertainty and its origin
 * @param disturbed what disturbed the device in some of its windows, so that its time is not to be trusted either
 */
public record CaseResult(
        Unit unit,
        Status status,
        @Nullable String reason,
        int forks,
        @Nullable Double secondsPerOp,
        @Nullable Double spread,
        @Nullable Boolean verified,
        @Nullable String verifiedReason,
        @Nullable Double joulesPerOp,
        @Nullable String joulesReason,
        @Nullable Joules joules,
        List<String> disturbed) {
    public CaseResult {
        disturbed = List.copyOf(disturbed);
    }

    /** How a unit ended. */
    public enum Status {
        MEASURED,
        /** Tried, and at least one fork came to nothing. */
        FAILED,
        /** Planned, but the run ended before it. */
        MISSING,
        /** Left out of the plan. */
        SKIPPED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CaseResult without(Unit unit, Status status, String reason) {
        return new CaseResult(unit, status, reason, 0, null, null, null, reason, null, reason, null, List.of());
    }
}
