package macjoule.calibration.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import macjoule.calibration.record.CaseResult.Status;
import org.jspecify.annotations.Nullable;

/** Holds what came back against what was planned: JMH drops what fails and still reports success. */
final class Reconciliation {
    private final int plannedForks;
    private final boolean finished;
    private final Map<Unit, TreeMap<Integer, List<Measurement>>> forks = new LinkedHashMap<>();
    private final Map<Unit, String> failures = new HashMap<>();
    private final Map<Unit, Check> checks = new HashMap<>();
    private final RunRecord run;

    Reconciliation(RunRecord run) {
        this.run = run;
        plannedForks = run.manifest().plan().effort().forks();
        finished = run.manifest().end() != null;
        for (Measurement measurement : run.measurements()) {
            if (measurement.reason() != null) {
                failures.put(measurement.unit(), measurement.reason());
            } else {
                forks.computeIfAbsent(measurement.unit(), unit -> new TreeMap<>())
                        .computeIfAbsent(measurement.fork(), fork -> new ArrayList<>())
                        .add(measurement);
            }
        }
        run.checks().forEach(check -> checks.put(check.unit(), check));
    }

    CaseResult of(Unit unit) {
        Check check = checks.get(unit);
        if (check != null && check.isWrong()) {
            return CaseResult.without(unit, Status.FAILED, String.valueOf(check.reason()));
        }
        List<List<Measurement>> measured =
                List.copyOf(forks.getOrDefault(unit, new TreeMap<>()).values());
        if (measured.size() == plannedForks) {
            return measured(unit, measured, check);
        }
        String failure = failures.get(unit);
        if (failure != null) {
            return CaseResult.without(unit, Status.FAILED, failure);
        }
        String reason = measured.size() + " of " + plannedForks + " forks came back"
                + (finished ? "" : "; the run was cut short, take it up again with --resume");
        return CaseResult.without(unit, Status.MISSING, reason);
    }

    private CaseResult measured(Unit unit, List<List<Measurement>> forks, @Nullable Check check) {
        Samples seconds = Samples.of(forks);
        List<Measurement> all = forks.stream().flatMap(List::stream).toList();
        EnergyWindows windows = EnergyWindows.of(all);
        Joules joules = JoulesOfForks.of(forks, windows, seconds.mean(), idle(unit));
        return new CaseResult(
                unit,
                Status.MEASURED,
                null,
                forks.size(),
                seconds.mean(),
                seconds.spread(),
                check == null ? null : check.verified(),
                check == null ? "not checked" : check.reason(),
                joules == null ? null : (Double) joules.perOp(),
                joules == null ? windows.spoilt().get(0) : null,
                joules,
                Disturbances.of(all));
    }

    private IdlePower.@Nullable Baseline idle(Unit unit) {
        return run.manifest()
                .plan()
                .engine(unit.engine())
                .map(engine -> run.idle().of(engine.device()))
                .orElse(null);
    }

    /** Windows of one fork share its luck, so forks are what is averaged; only a single fork falls back on its windows. */
    private record Samples(double mean, double spread) {

        static Samples of(List<List<Measurement>> forks) {
            List<Double> windows = new ArrayList<>();
            List<Double> means = new ArrayList<>();
            for (List<Measurement> fork : forks) {
                List<Double> values =
                        fork.stream().map(Samples::secondsPerOperation).toList();
                windows.addAll(values);
                means.add(average(values));
            }
            double mean = average(means);
            return new Samples(mean, deviation(means.size() > 1 ? means : windows) / mean);
        }

        private static double secondsPerOperation(Measurement window) {
            return Objects.requireNonNull(window.seconds(), "a window that did not fail") / window.operations();
        }

        private static double average(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }

        private static double deviation(List<Double> values) {
            double mean = average(values);
            double squares = values.stream()
                    .mapToDouble(value -> (value - mean) * (value - mean))
                    .sum();
            return Math.sqrt(squares / (values.size() - 1));
        }
    }
}
