package macjoule.calibration.regression;

import java.util.Locale;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Unit;

/**
 * A case that cannot be judged since it was not measured, or not all of it, so that no verdict tells of it.
 *
 * @param reason why it was not measured
 */
public record MissingCase(Unit unit, Status status, String reason) {
    /** What became of the case. */
    public enum Status {
        FAILED,
        /** Planned, but the run ended before it. */
        MISSING,
        /** Asked for, but the engine cannot do it. */
        SKIPPED,
        /** Its time was measured, but not its energy, which was before. */
        WITHOUT_ENERGY,
        /** Not asked for. */
        NOT_PLANNED;

        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether it was to be measured and was not: what nobody asked for has not failed, and without a sensor times are fine. */
    public boolean isFailure() {
        return status == Status.FAILED || status == Status.MISSING || status == Status.SKIPPED;
    }

    static MissingCase notPlanned(Unit unit) {
        return new MissingCase(unit, Status.NOT_PLANNED, "not among the cases of this run");
    }

    static MissingCase withoutEnergy(CaseResult result) {
        return new MissingCase(result.unit(), Status.WITHOUT_ENERGY, String.valueOf(result.joulesReason()));
    }

    /** Of a case that was not measured. */
    static MissingCase unmeasured(CaseResult result) {
        return new MissingCase(result.unit(), Status.valueOf(result.status().name()), String.valueOf(result.reason()));
    }
}
