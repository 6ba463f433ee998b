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

/** One measure of all cases as bars, side by side for each lane. */
final class CaseBars {
    private CaseBars() {}

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
            engines.forEach(engine -> lanes.add(new Lane(label.isEmpty() ? engine : label + ", " + engine, run, engine)));
        }
        return lanes;
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

    /** Bars, or the reasons why there is none. */
    static Body of(String axis, List<Lane> lanes, List<String> keys, Lane.Measure measure) {
        List<BarSeries> series = lanes.stream()
                .map(lane -> new BarSeries(
                        lane.name(),
                        keys.stream().map(key -> lane.amount(key, measure)).toList()))
                .toList();
        List<Amount> all =
                series.stream().flatMap(one -> one.amounts().stream()).toList();
        if (all.stream().anyMatch(amount -> amount.value() != null)) {
            return new BarChart(Axis.linear(axis), keys, series);
        }
        String reasons = all.stream().map(Amount::reason).distinct().collect(Collectors.joining("; "));
        return new Unavailable(reasons.isEmpty() ? "no such case in this run" : reasons);
    }
}
