package macjoule.bench.cli;

import macjoule.calibration.record.Unit;
import macjoule.calibration.regression.CaseVerdict;
import macjoule.calibration.regression.MissingCase;
import macjoule.calibration.report.Format;
import org.jspecify.annotations.Nullable;

/**
 * A line of a table of verdicts.
 *
 * @param judged null for a case that could not be judged since it was not measured
 * @param verdict the verdict, or what became of the case instead
 */
record VerdictRow(Unit unit, @Nullable CaseVerdict judged, String verdict, String reason) {
    static VerdictRow of(CaseVerdict one) {
        return new VerdictRow(one.unit(), one, one.verdict().name(), one.reason());
    }

    static VerdictRow of(MissingCase one) {
        return new VerdictRow(one.unit(), null, one.status().name(), one.reason());
    }

    String metric() {
        return judged == null ? Format.UNKNOWN : judged.metric().id();
    }
}
