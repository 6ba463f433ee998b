package macjoule.calibration.regression;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.Unit;

/**
 * The case by which a whole night is told to be slow: the peak of arithmetic, which depends on nothing but the machine. What it shares
 * with the other cases of its device, such as the temperature of the room, is divided out of them, or it would raise an alarm for each.
 */
final class Sentinel {
    private Sentinel() {}

    /** The units that are sentinels, by the device they stand for. */
    private static Map<String, Unit> of(Plan plan) {
        Map<String, Unit> sentinels = new LinkedHashMap<>();
        for (Unit unit : plan.units()) {
            boolean peak = plan.find(unit.key())
                    .filter(one -> one.kind() == PlannedCase.Kind.PEAK_COMPUTE)
                    .isPresent();
            if (peak) {
                plan.engine(unit.engine()).ifPresent(engine -> sentinels.putIfAbsent(engine.device(), unit));
            }
        }
        return sentinels;
    }

    /** The sentinel that stands for the device of a unit; empty for sentinels themselves, which are judged as they are. */
    static Optional<Unit> of(Plan plan, Unit unit) {
        return plan.engine(unit.engine())
                .map(engine -> of(plan).get(engine.device()))
                .filter(sentinel -> !sentinel.equals(unit));
    }

    /** The value of every case of a night, as a multiple of its sentinel's where it has one that was measured. */
    static Map<Unit, Double> relative(Plan plan, Map<Unit, Double> values) {
        Map<Unit, Double> relative = new HashMap<>();
        values.forEach((unit, value) ->
                of(plan, unit).map(values::get).ifPresent(sentinel -> relative.put(unit, value / sentinel)));
        return relative;
    }
}
