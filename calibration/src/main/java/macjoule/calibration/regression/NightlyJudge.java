package macjoule.calibration.regression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import macjoule.calibration.stats.FalseDiscovery;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.stats.PredictionInterval;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * Judges a night by the nights before it. A value is suspicious if it falls outside of where the next value of its series should
 * fall, with the false discovery rate held down over all cases and metrics of the night, and differs by more than the floor.
 */
public final class NightlyJudge {
    /** With fewer nights the scatter between nights is a guess. */
    public static final int FEWEST_NIGHTS = 20;

    private static final double LEVEL = 0.95;
    private static final double FALSE_DISCOVERIES = 0.05;

    private final int fewestNights;

    public NightlyJudge(int fewestNights) {
        this.fewestNights = fewestNights;
    }

    /**
     * What is known of a case.
     *
     * @param nights one value for each earlier night that measured it
     * @param unit what one value stands for; 1 unless the values are multiples of the sentinel's
     */
    private record Past(Unit of, Metric metric, List<Double> nights, double tonight, double unit) {
        double[] values() {
            return nights.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** Judges every case that was measured tonight. All metrics are asked at once, as they are of one night. */
    public List<CaseVerdict> judge(List<RunRecord> nights, RunRecord tonight) {
        return judge(nights.stream().map(Night::of).toList(), Night.of(tonight));
    }

    List<CaseVerdict> judge(List<Night> nights, Night tonight) {
        List<Past> pasts = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            List<Map<Unit, Double>> absolute = new ArrayList<>();
            List<Map<Unit, Double>> relative = new ArrayList<>();
            for (Night night : nights) {
                Map<Unit, Double> values = night.comparable(metric, tonight);
                absolute.add(values);
                relative.add(Sentinel.relative(night.plan(), values));
            }
            pasts.addAll(pasts(metric, absolute, relative, tonight));
        }
        return verdicts(pasts);
    }

    private static List<Past> pasts(
            Metric metric, List<Map<Unit, Double>> absolute, List<Map<Unit, Double>> relative, Night tonight) {
        Map<Unit, Double> current = tonight.comparable(metric, tonight);
        Map<Unit, Double> relativeTonight = Sentinel.relative(tonight.plan(), current);
        List<Past> pasts = new ArrayList<>();
        current.forEach((unit, value) -> {
            List<Double> seen = values(absolute, unit);
            List<Double> seenRelative = values(relative, unit);
            Double multiple = relativeTonight.get(unit);
            // Relative values only if every night has one: a mixture would be a series of two kinds.
            pasts.add(
                    multiple != null && seenRelative.size() == seen.size()
                            ? new Past(unit, metric, seenRelative, multiple, value / multiple)
                            : new Past(unit, metric, seen, value, 1));
        });
        return pasts;
    }

    private static List<Double> values(List<Map<Unit, Double>> nights, Unit unit) {
        return nights.stream()
                .map(night -> night.get(unit))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<CaseVerdict> verdicts(List<Past> pasts) {
        Map<Past, PredictionInterval> predictions = new LinkedHashMap<>();
        for (Past past : pasts) {
            if (past.nights().size() >= fewestNights && varies(past.values())) {
                predictions.put(past, new PredictionInterval(RunComparison.logs(past.values())));
            }
        }
        double[] pValues = predictions.entrySet().stream()
                .mapToDouble(
                        entry -> entry.getValue().pValue(Math.log(entry.getKey().tonight())))
                .toArray();
        boolean[] believed = FalseDiscovery.rejected(pValues, FALSE_DISCOVERIES);
        List<Past> judged = List.copyOf(predictions.keySet());
        Map<Past, Boolean> suspicious = new LinkedHashMap<>();
        IntStream.range(0, judged.size()).forEach(i -> suspicious.put(judged.get(i), believed[i]));
        return pasts.stream()
                .map(past -> verdict(past, predictions.get(past), suspicious.getOrDefault(past, false)))
                .toList();
    }

    private CaseVerdict verdict(Past past, @Nullable PredictionInterval prediction, boolean believed) {
        if (prediction == null) {
            Double base =
                    past.nights().isEmpty() ? null : (Double) (past.unit() * StatUtils.geometricMean(past.values()));
            String reason = past.nights().size() < fewestNights
                    ? past.nights().size() + " of " + fewestNights + " nights of this series so far"
                    : "all nights gave the same value, so how far they scatter is not known";
            return CaseVerdict.undecided(past.of(), past.metric(), base, past.tonight() * past.unit(), reason);
        }
        double base = Math.exp(prediction.mean());
        double change = past.tonight() / base - 1;
        // Where tonight's change may really lie: the scatter of single nights around it.
        Interval scatter = prediction.at(LEVEL);
        Interval interval = new Interval(
                past.tonight() / Math.exp(scatter.upper()) - 1, past.tonight() / Math.exp(scatter.lower()) - 1);
        boolean told = believed && Math.abs(change) >= past.metric().floor();
        return new CaseVerdict(
                past.of(),
                past.metric(),
                base * past.unit(),
                past.tonight() * past.unit(),
                change,
                interval,
                told ? (change > 0 ? Verdict.WORSE : Verdict.BETTER) : Verdict.SAME,
                told ? "" : "within what nights differ by");
    }

    private static boolean varies(double[] values) {
        return StatUtils.min(values) < StatUtils.max(values);
    }
}
