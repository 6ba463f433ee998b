package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.BarChart.BarSeries;
import macjoule.calibration.report.Body;
import macjoule.calibration.report.Unavailable;

/**
 * One measure of all cases as bars, side by side for each lane.
 *
 * @param notes which lanes have no bars, and why
 */
record CaseBars(Body body, List<String> notes) {

    /** The engines of one run; several runs are told apart by their labels. */
    static List<Lane> lanes(List<RunRecord> runs, List<String> labels) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            RunRecord run = runs.get(i);
            List<String> engines = run.results().stream()
                    .map(CaseResult::unit)
                    .map(Unit::engine)
                    .distinct()
                    .toList();
            String label = labels.get(i);
            engines.forEach(engine -> lanes.add(new Lane(name(label, engine, engines.size()), run, engine)));
        }
        return lanes;
    }

    private static String name(String label, String engine, int engines) {
        if (label.isEmpty()) {
            return engine;
        }
        return engines == 1 ? label : label + ", " + engine;
    }

    /** The cases of all lanes in the order of their plans, without the peaks, which are no cases of anyone's network. */
    static List<String> keys(List<Lane> lanes, Predicate<PlannedCase> wanted) {
        LinkedHashSet<String> keys = new LinkedHashSet<>();
        for (Lane lane : lanes) {
            for (CaseResult result : lane.run().results()) {
                String key = result.unit().key();
                PlannedCase planned = lane.run().manifest().plan().find(key).orElse(null);
                if (planned == null || (!planned.kind().isPeak() && wanted.test(planned))) {
                    keys.add(key);
                }
            }
        }
        return List.copyOf(keys);
    }

    /** Bars of the lanes that have any, or the reasons why there is none. */
    static CaseBars of(String axis, List<Lane> lanes, List<String> keys, Lane.Measure measure) {
        List<BarSeries> series = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Lane lane : lanes) {
            List<Amount> amounts =
                    keys.stream().map(key -> lane.amount(key, measure)).toList();
            if (amounts.stream().anyMatch(amount -> amount.value() != null)) {
                series.add(new BarSeries(lane.name(), amounts));
            } else {
                missing.add(lane.name() + ": unavailable: " + reasons(amounts));
            }
        }
        return series.isEmpty()
                ? new CaseBars(new Unavailable(reasons(lanes, keys, measure)), List.of())
                : new CaseBars(new BarChart(Axis.linear(axis), keys, series), missing);
    }

    private static String reasons(List<Lane> lanes, List<String> keys, Lane.Measure measure) {
        return reasons(lanes.stream()
                .flatMap(lane -> keys.stream().map(key -> lane.amount(key, measure)))
                .toList());
    }

    private static String reasons(List<Amount> amounts) {
        String reasons = amounts.stream().map(Amount::reason).distinct().collect(Collectors.joining("; "));
        return reasons.isEmpty() ? "no such case in this run" : reasons;
    }
}
