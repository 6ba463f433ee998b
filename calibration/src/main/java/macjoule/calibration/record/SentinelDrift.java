package macjoule.calibration.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a machine moved during a run. The peak of arithmetic depends on nothing but the machine, and a plan has its forks stand at
 * the beginning, between, and at the end of the run.
 *
 * @param quantity what was followed, {@code time} or {@code energy}
 * @param provenance where that came from: measured, simulated or replayed, or unknown where no sensor told
 * @param byFork its mean in each fork, in seconds or joules for an operation, from the beginning of the run to its end
 */
public record SentinelDrift(Unit unit, String quantity, String provenance, List<Double> byFork) {
    private static final double MOST_DRIFT = 0.01;
    private static final String MEASURED = "measured";

    public SentinelDrift {
        byFork = List.copyOf(byFork);
    }

    /** Of every peak of arithmetic that was measured in more than one fork. */
    static List<SentinelDrift> of(RunRecord run) {
        List<SentinelDrift> drifts = new ArrayList<>();
        for (Unit unit : run.manifest().plan().units()) {
            boolean sentinel = run.manifest()
                    .plan()
                    .find(unit.key())
                    .filter(one -> one.kind() == PlannedCase.Kind.PEAK_COMPUTE)
                    .isPresent();
            if (sentinel) {
                List<Measurement> windows = run.measurements().stream()
                        .filter(window -> window.unit().equals(unit))
                        .toList();
                drifts.add(new SentinelDrift(unit, "time", MEASURED, byFork(windows, SentinelDrift::seconds)));
                drifts.add(ofEnergy(unit, EnergyWindows.of(windows).valid()));
            }
        }
        drifts.removeIf(drift -> drift.byFork().size() < 2);
        return drifts;
    }

    private static SentinelDrift ofEnergy(Unit unit, List<Measurement> windows) {
        String provenance =
                windows.isEmpty() ? MEASURED : SensorReading.of(windows.get(0)).provenance();
        return new SentinelDrift(unit, "energy", provenance, byFork(windows, SentinelDrift::joules));
    }

    private static @Nullable Double seconds(Measurement window) {
        return window.seconds() == null ? null : (Double) (window.seconds() / window.operations());
    }

    private static @Nullable Double joules(Measurement window) {
        return window.joules() == null ? null : (Double) (window.joules() / window.allOperations());
    }

    private static List<Double> byFork(List<Measurement> windows, Function<Measurement, @Nullable Double> value) {
        TreeMap<Integer, Double> means = windows.stream()
                .filter(window -> value.apply(window) != null)
                .collect(Collectors.groupingBy(
                        Measurement::fork, TreeMap::new, Collectors.averagingDouble(value::apply)));
        return List.copyOf(means.values());
    }

    /** The range of the forks as a share of the first. */
    public double drift() {
        double least = byFork.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        double most = byFork.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        return (most - least) / byFork.get(0);
    }

    /** Whether cases of different parts of the run no longer compare to within a hundredth. */
    public boolean isFlagged() {
        return drift() > MOST_DRIFT;
    }

    /** In words for a reader of the run's results. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "drift: the %s of %s%s moved by %.1f %% between its forks, from the beginning of the run to its end:"
                        + " smaller differences between cases mean nothing",
                quantity,
                unit,
                provenance.equals(MEASURED) ? "" : " (" + provenance + ")",
                100 * drift());
    }
}
