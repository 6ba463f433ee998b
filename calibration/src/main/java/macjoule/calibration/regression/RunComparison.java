package macjoule.calibration.regression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import macjoule.calibration.stats.FalseDiscovery;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.stats.WelchComparison;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * Two runs held against each other, case by case. Forks are the samples, on a logarithmic scale, since what disturbs a measurement
 * does so in proportion. All cases are asked at once, so the false discovery rate is held down over all of them.
 */
public final class RunComparison {
    private static final double LEVEL = 0.95;
    private static final double FALSE_DISCOVERIES = 0.05;
    private static final int FEWEST_FORKS = 2;
    private static final String FEW = "a single fork: how far processes differ is not known; measure with 2 or more";

    private RunComparison() {}

    /** Judges every case that both runs measured, in the order of the base. */
    public static List<CaseVerdict> of(RunRecord base, RunRecord current) {
        List<CaseVerdict> verdicts = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Map<Unit, String> obstacles = metric == Metric.ENERGY ? obstacles(base, current) : Map.of();
            verdicts.addAll(of(metric, ForkMeans.of(base, metric), ForkMeans.of(current, metric), obstacles));
        }
        return verdicts;
    }

    /** Why the joules of cases cannot be held against each other. */
    private static Map<Unit, String> obstacles(RunRecord base, RunRecord current) {
        Map<Unit, String> after = EnergyKinds.of(current);
        Map<Unit, String> obstacles = new LinkedHashMap<>();
        EnergyKinds.of(base).forEach((unit, before) -> {
            String now = after.get(unit);
            if (now != null && !now.equals(before)) {
                obstacles.put(unit, "joules " + before + " and " + now + " do not compare");
            }
        });
        return obstacles;
    }

    private static List<CaseVerdict> of(
            Metric metric, Map<Unit, double[]> base, Map<Unit, double[]> current, Map<Unit, String> obstacles) {
        Map<Unit, WelchComparison> compared = new LinkedHashMap<>();
        base.forEach((unit, before) -> {
            double[] after = current.get(unit);
            boolean comparable = !obstacles.containsKey(unit);
            if (comparable && after != null && before.length >= FEWEST_FORKS && after.length >= FEWEST_FORKS) {
                compared.put(unit, WelchComparison.of(logs(before), logs(after), LEVEL));
            }
        });
        Map<Unit, Boolean> believed = believed(compared);
        List<CaseVerdict> verdicts = new ArrayList<>();
        base.forEach((unit, before) -> {
            double[] after = current.get(unit);
            if (after != null) {
                Pair pair = new Pair(unit, metric, StatUtils.geometricMean(before), StatUtils.geometricMean(after));
                verdicts.add(verdict(
                        pair,
                        compared.get(unit),
                        believed.getOrDefault(unit, false),
                        obstacles.getOrDefault(unit, FEW)));
            }
        });
        return verdicts;
    }

    private record Pair(Unit unit, Metric metric, double before, double after) {}

    private static CaseVerdict verdict(
            Pair pair, @Nullable WelchComparison comparison, boolean believed, String reasonAgainst) {
        if (comparison == null) {
            return CaseVerdict.undecided(pair.unit(), pair.metric(), pair.before(), pair.after(), reasonAgainst);
        }
        Interval interval = new Interval(
                Math.expm1(comparison.interval().lower()),
                Math.expm1(comparison.interval().upper()));
        double change = Math.expm1(comparison.difference());
        Judgement judgement =
                Judgement.of(change, interval, believed, pair.metric().floor());
        return new CaseVerdict(
                pair.unit(),
                pair.metric(),
                pair.before(),
                pair.after(),
                change,
                interval,
                judgement.verdict(),
                judgement.reason());
    }

    private static Map<Unit, Boolean> believed(Map<Unit, WelchComparison> compared) {
        boolean[] rejected = FalseDiscovery.rejected(
                compared.values().stream().mapToDouble(WelchComparison::pValue).toArray(), FALSE_DISCOVERIES);
        Map<Unit, Boolean> believed = new LinkedHashMap<>();
        int next = 0;
        for (Unit unit : compared.keySet()) {
            believed.put(unit, rejected[next++]);
        }
        return believed;
    }

    static double[] logs(double[] values) {
        return DoubleStream.of(values).map(Math::log).toArray();
    }
}
