package macjoule.calibration.regression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.EnergyWindows;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;

/**
 * One value for each fork of each case that was measured whole: windows of one fork share its luck and are no evidence of their own.
 * Windows whose joules were spoilt are left out, as they are of the case's own figure.
 */
final class ForkMeans {
    private ForkMeans() {}

    static Map<Unit, double[]> of(RunRecord run, Metric metric) {
        Map<Unit, List<Measurement>> windows = run.measurements().stream()
                .filter(one -> !one.isFailure())
                .collect(Collectors.groupingBy(Measurement::unit));
        Map<Unit, double[]> means = new LinkedHashMap<>();
        for (CaseResult result : run.results()) {
            List<Measurement> all = windows.getOrDefault(result.unit(), List.of());
            boolean complete =
                    metric == Metric.ENERGY ? result.joules() != null : result.status() == CaseResult.Status.MEASURED;
            if (complete) {
                means.put(
                        result.unit(),
                        means(metric == Metric.ENERGY ? EnergyWindows.of(all).valid() : all, metric));
            }
        }
        return means;
    }

    private static double[] means(List<Measurement> windows, Metric metric) {
        return windows.stream()
                .collect(Collectors.groupingBy(
                        Measurement::fork, TreeMap::new, Collectors.averagingDouble(window -> value(window, metric))))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double value(Measurement window, Metric metric) {
        Double value = metric.of(window);
        if (value == null) {
            throw new IllegalStateException("an incomplete case among the complete ones");
        }
        return value;
    }
}
