package macjoule.bench.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import macjoule.bench.engine.DeviceLostException;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.Unit;

/** GPUs that fell off the bus or need a reset. They are left alone for the rest of the run, and the other devices go on. */
final class LostDevices {
    private final Plan plan;
    private final Map<String, String> lost = new HashMap<>();

    LostDevices(Plan plan) {
        this.plan = plan;
    }

    /** Takes note if a fork lost its GPU, by what the sensor or the engine told. */
    void look(Unit unit, List<Measurement> windows) {
        for (Measurement window : windows) {
            String reason = window.reason();
            boolean told = reason != null && reason.startsWith(DeviceLostException.class.getName());
            boolean sensed =
                    window.sensor() != null && window.sensor().path("gpuLost").asBoolean();
            if (told || sensed) {
                lost.putIfAbsent(
                        device(unit), "its GPU was lost while " + unit + " ran; the administrator has to reset it");
            }
        }
    }

    /** Why a unit is not to be tried, if its device is gone. */
    Optional<String> reasonAgainst(Unit unit) {
        return Optional.ofNullable(lost.get(device(unit)));
    }

    private String device(Unit unit) {
        return plan.engine(unit.engine()).map(PlannedEngine::device).orElse("");
    }
}
