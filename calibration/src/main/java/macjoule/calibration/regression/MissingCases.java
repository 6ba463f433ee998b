package macjoule.calibration.regression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.CaseResult.Status;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/** What is not measured any more. Verdicts are of cases measured on both sides, so what broke would go unseen among them. */
public final class MissingCases {
    /** What none of so many last nights measured is not missed any more: it was given up on purpose. */
    static final int RECENT_NIGHTS = 5;

    private final Set<Unit> measured = new LinkedHashSet<>();
    private final Set<Unit> withEnergy = new LinkedHashSet<>();

    private MissingCases(List<RunRecord> before) {
        for (RunRecord run : before) {
            run.results().stream().filter(MissingCases::isMeasured).forEach(result -> {
                measured.add(result.unit());
                if (result.joules() != null) {
                    withEnergy.add(result.unit());
                }
            });
        }
    }

    /** What the base measured and the current run did not, in the order of the base. */
    public static List<MissingCase> between(RunRecord base, RunRecord current) {
        MissingCases before = new MissingCases(List.of(base));
        return before.of(before.measured, current);
    }

    /**
     * What recent nights measured and tonight did not, and whatever else failed tonight.
     *
     * @param nights the oldest first
     */
    public static List<MissingCase> tonight(List<RunRecord> nights, RunRecord tonight) {
        MissingCases before =
                new MissingCases(nights.subList(Math.max(0, nights.size() - RECENT_NIGHTS), nights.size()));
        Set<Unit> expected = new LinkedHashSet<>(before.measured);
        tonight.results().stream()
                .filter(result -> result.status() == Status.FAILED || result.status() == Status.MISSING)
                .forEach(result -> expected.add(result.unit()));
        return before.of(expected, tonight);
    }

    private static boolean isMeasured(CaseResult result) {
        return result.status() == Status.MEASURED;
    }

    private List<MissingCase> of(Set<Unit> expected, RunRecord current) {
        Map<Unit, CaseResult> results = new LinkedHashMap<>();
        current.results().forEach(result -> results.put(result.unit(), result));
        List<MissingCase> missing = new ArrayList<>();
        for (Unit unit : expected) {
            MissingCase one = of(unit, results.get(unit));
            if (one != null) {
                missing.add(one);
            }
        }
        return missing;
    }

    private @Nullable MissingCase of(Unit unit, @Nullable CaseResult now) {
        if (now == null) {
            return MissingCase.notPlanned(unit);
        }
        if (!isMeasured(now)) {
            return MissingCase.unmeasured(now);
        }
        return withEnergy.contains(unit) && now.joules() == null ? MissingCase.withoutEnergy(now) : null;
    }
}
