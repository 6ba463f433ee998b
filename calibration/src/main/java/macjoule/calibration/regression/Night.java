package macjoule.calibration.regression;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What a run comes down to as one night among others, worked out once.
 *
 * @param means one value for each case, by metric
 * @param kinds of which kind the joules of each case are
 */
record Night(Plan plan, Series series, Map<Metric, Map<Unit, Double>> means, Map<Unit, String> kinds) {
    static Night of(RunRecord run) {
        Map<Metric, Map<Unit, Double>> means = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            Map<Unit, Double> ofMetric = new LinkedHashMap<>();
            ForkMeans.of(run, metric).forEach((unit, forks) -> ofMetric.put(unit, StatUtils.geometricMean(forks)));
            means.put(metric, ofMetric);
        }
        return new Night(run.manifest().plan(), Series.of(run.manifest()), means, EnergyKinds.of(run));
    }

    /** The values to hold against those of another night: all times, but energies of the same kind and by the same sensors alone. */
    Map<Unit, Double> comparable(Metric metric, Night other) {
        Map<Unit, Double> values = new LinkedHashMap<>(means.getOrDefault(metric, Map.of()));
        if (metric == Metric.ENERGY) {
            boolean alike = other.series.continuesEnergyOf(series);
            values.keySet().removeIf(unit -> !alike || !Objects.equals(kinds.get(unit), other.kinds.get(unit)));
        }
        return values;
    }
}
