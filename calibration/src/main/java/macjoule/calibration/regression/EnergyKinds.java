package macjoule.calibration.regression;

import java.util.LinkedHashMap;
import java.util.Map;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;

/**
 * Of which kind the joules of each case are: measured, simulated or replayed, by which source, of which part of the machine. Joules
 * of a GPU and of a module with its processor, or of two sources that err each in its own way, tell nothing beside each other.
 */
final class EnergyKinds {
    private EnergyKinds() {}

    static Map<Unit, String> of(RunRecord run) {
        Map<Unit, String> kinds = new LinkedHashMap<>();
        for (CaseResult result : run.results()) {
            Joules joules = result.joules();
            if (joules != null) {
                kinds.put(result.unit(), joules.kind());
            }
        }
        return kinds;
    }
}
