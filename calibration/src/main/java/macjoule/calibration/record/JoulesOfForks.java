package macjoule.calibration.record;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import macjoule.calibration.stats.Repeatability;
import org.jspecify.annotations.Nullable;

/** Joins the windows of all forks of a unit into one figure. */
final class JoulesOfForks {
    private static final String ONCE = "nothing was repeated, so that no spread shows";
    private static final String UNTOLD = "the sensor did not tell how far it may be off";

    private final EnergyWindows windows;
    private final List<SensorReading> readings;
    private final List<Double> means;
    private final IdlePower.@Nullable Baseline idle;

    private JoulesOfForks(EnergyWindows windows, List<Double> means, IdlePower.@Nullable Baseline idle) {
        this.windows = windows;
        this.means = means;
        this.idle = idle;
        readings = windows.valid().stream().map(SensorReading::of).toList();
    }

    /**
     * Null if any fork has no valid window.
     *
     * @param idle what the device draws when idle, null if that is not known
     */
    static @Nullable Joules of(
            List<List<Measurement>> forks,
            EnergyWindows windows,
            double secondsPerOp,
            IdlePower.@Nullable Baseline idle) {
        List<Double> means = new ArrayList<>();
        for (List<Measurement> fork : forks) {
            List<Measurement> valid = windows.ofFork(fork.get(0).fork());
            if (valid.isEmpty()) {
                return null;
            }
            means.add(mean(valid.stream().map(JoulesOfForks::perOperation).toList()));
        }
        return new JoulesOfForks(windows, means, idle).joined(secondsPerOp);
    }

    private static double perOperation(Measurement window) {
        return Objects.requireNonNull(window.joules(), "a valid window") / window.allOperations();
    }

    private Joules joined(double secondsPerOp) {
        double perOp = mean(means);
        boolean ofForks = means.size() > 1;
        List<Double> repeated = ofForks
                ? means
                : windows.valid().stream().map(JoulesOfForks::perOperation).toList();
        Double comparisonB = meanIfTold(SensorReading::comparison);
        Double absoluteB = meanIfTold(SensorReading::absolute);
        boolean told = comparisonB != null && absoluteB != null;
        Repeatability interval = comparisonB == null || absoluteB == null || repeated.size() < 2
                ? null
                : Repeatability.of(array(repeated), comparisonB, absoluteB);
        Double net = idle == null ? null : (Double) (perOp - idle.watts() * secondsPerOp);
        SensorReading first = readings.get(0);
        return new Joules(
                perOp,
                interval == null ? null : interval.comparison(),
                interval == null ? null : interval.absolute(),
                interval == null ? (told ? ONCE : UNTOLD) : null,
                ofForks ? "forks" : "windows",
                net,
                net == null || interval == null ? null : netAbsolute(perOp, interval.absolute(), net, secondsPerOp),
                net == null ? "idle power was not measured" : null,
                first.provenance(),
                first.source(),
                first.scope(),
                beside(),
                labels(),
                windows.spoilt());
    }

    /** Null unless every window has it: one that is missing is no 0. */
    private @Nullable Double meanIfTold(Function<SensorReading, @Nullable Double> value) {
        List<Double> told = new ArrayList<>();
        for (SensorReading reading : readings) {
            Double known = value.apply(reading);
            if (known == null) {
                return null;
            }
            told.add(known);
        }
        return mean(told);
    }

    private List<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        readings.forEach(reading -> labels.addAll(reading.labels()));
        if (idle != null && !idle.settled()) {
            labels.add("idleNotSettled");
        }
        return List.copyOf(labels);
    }

    /** The mean over forks of the windows that have a second figure, if every fork has one. */
    private Joules.@Nullable Beside beside() {
        List<Joules.Beside> all = new ArrayList<>();
        readings.forEach(reading -> {
            if (reading.beside() != null) {
                all.add(reading.beside());
            }
        });
        if (all.isEmpty()) {
            return null;
        }
        List<String> sources = all.stream()
                .filter(one -> one.perOp() != null)
                .map(Joules.Beside::source)
                .distinct()
                .toList();
        String reason = all.stream()
                .map(Joules.Beside::reason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("not every fork has one");
        List<Double> means = new ArrayList<>();
        windows.valid().stream().map(Measurement::fork).distinct().forEach(fork -> besideOfFork(fork, means));
        if (sources.size() != 1 || means.size() < this.means.size()) {
            String source = sources.isEmpty() ? all.get(0).source() : String.join(", ", sources);
            return new Joules.Beside(source, null, sources.size() > 1 ? "it came from several sources" : reason);
        }
        return new Joules.Beside(sources.get(0), mean(means), null);
    }

    private void besideOfFork(int fork, List<Double> means) {
        List<Double> told = new ArrayList<>();
        for (Measurement window : windows.ofFork(fork)) {
            Joules.Beside beside = SensorReading.of(window).beside();
            if (beside != null && beside.perOp() != null) {
                told.add(beside.perOp());
            }
        }
        if (!told.isEmpty()) {
            means.add(mean(told));
        }
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
