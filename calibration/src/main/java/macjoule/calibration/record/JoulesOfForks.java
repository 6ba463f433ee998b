package macjoule.calibration.record;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import macjoule.calibration.stats.Repeatability;
import org.jspecify.annotations.Nullable;

/** Joins the windows of all forks of a unit into one figure. */
final class JoulesOfForks {
    private final List<List<Measurement>> forks;
    private final IdlePower.@Nullable Baseline idle;
    private final List<Double> windows = new ArrayList<>();
    private final List<Double> means = new ArrayList<>();
    private final List<SensorReading> readings = new ArrayList<>();
    private final Set<String> labels = new LinkedHashSet<>();
    private int spoilt;

    private JoulesOfForks(List<List<Measurement>> forks, IdlePower.@Nullable Baseline idle) {
        this.forks = forks;
        this.idle = idle;
    }

    /**
     * Null if any fork has no valid window, or if windows are not of one kind.
     *
     * @param idle what the device draws when idle, null if that is not known
     */
    static @Nullable Joules of(List<List<Measurement>> forks, double secondsPerOp, IdlePower.@Nullable Baseline idle) {
        JoulesOfForks all = new JoulesOfForks(forks, idle);
        return all.collect() ? all.joined(secondsPerOp) : null;
    }

    private boolean collect() {
        for (List<Measurement> fork : forks) {
            int before = windows.size();
            fork.forEach(this::take);
            if (windows.size() == before) {
                return false;
            }
            means.add(mean(windows.subList(before, windows.size())));
        }
        return readings.stream()
                        .map(one -> List.of(one.provenance(), one.source(), one.scope()))
                        .distinct()
                        .count()
                <= 1;
    }

    private void take(Measurement window) {
        Double joules = window.joules();
        if (joules == null) {
            spoilt++;
            return;
        }
        windows.add(joules / window.allOperations());
        SensorReading reading = SensorReading.of(window);
        if (reading != null) {
            readings.add(reading);
            labels.addAll(reading.labels());
        }
    }

    private Joules joined(double secondsPerOp) {
        double perOp = mean(means);
        boolean ofForks = means.size() > 1;
        List<Double> repeated = ofForks ? means : windows;
        double comparisonB = readings.stream()
                .mapToDouble(SensorReading::comparison)
                .average()
                .orElse(0);
        double absoluteB =
                readings.stream().mapToDouble(SensorReading::absolute).average().orElse(0);
        // Without a word of the sensor about itself, or with nothing repeated, neither interval is known.
        Repeatability interval = readings.isEmpty() || repeated.size() < 2
                ? null
                : Repeatability.of(array(repeated), comparisonB, absoluteB);
        Double net = idle == null ? null : (Double) (perOp - idle.watts() * secondsPerOp);
        return new Joules(
                perOp,
                interval == null ? null : interval.comparison(),
                interval == null ? null : interval.absolute(),
                ofForks ? "forks" : "windows",
                net,
                net == null || interval == null ? null : netAbsolute(perOp, interval.absolute(), net, secondsPerOp),
                net == null ? "idle power was not measured" : null,
                readings.isEmpty() ? "unknown" : readings.get(0).provenance(),
                readings.isEmpty() ? "unknown" : readings.get(0).source(),
                readings.isEmpty() ? "unknown" : readings.get(0).scope(),
                List.copyOf(labels),
                spoilt);
    }

    private @Nullable Double netAbsolute(double gross, double absolute, double net, double secondsPerOp) {
        double ofIdle = idle == null ? 0 : 2 * idle.standardUncertainty() * secondsPerOp;
        return net > 0 ? (Double) (Math.hypot(gross * absolute, ofIdle) / net) : null;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
