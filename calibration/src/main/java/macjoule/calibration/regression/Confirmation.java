package macjoule.calibration.regression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;

/** The second look that a night takes at what seems to have changed. What it does not show again is no change, only to be watched. */
public final class Confirmation {
    private Confirmation() {}

    /**
     * The keys of the cases to measure again, none if nothing seems to have changed. With them goes the sentinel of each device
     * they ran on: without it the second values would not be multiples of the same kind as the first.
     */
    public static Set<String> keys(RunRecord tonight, List<CaseVerdict> verdicts) {
        Plan plan = tonight.manifest().plan();
        Set<String> keys = new LinkedHashSet<>();
        verdicts.stream().filter(CaseVerdict::isChange).map(CaseVerdict::unit).forEach(unit -> {
            keys.add(unit.key());
            Sentinel.of(plan, unit).map(Unit::key).ifPresent(keys::add);
        });
        return keys;
    }

    /**
     * What remains of the verdicts of a night.
     *
     * @param again the verdicts on what was measured again, none where that failed
     */
    public static List<CaseVerdict> of(List<CaseVerdict> verdicts, List<CaseVerdict> again) {
        return verdicts.stream()
                .map(one -> one.isChange() ? confirmed(one, again) : one)
                .toList();
    }

    /** Only the same metric of the same case counts, and only in the same direction. */
    private static CaseVerdict confirmed(CaseVerdict one, List<CaseVerdict> again) {
        return again.stream()
                .filter(other -> other.unit().equals(one.unit()) && other.metric() == one.metric())
                .findFirst()
                .map(other -> other.verdict() == one.verdict() ? one : one.unconfirmed("not seen when measured again"))
                .orElseGet(() -> one.unconfirmed("it could not be measured again"));
    }
}
