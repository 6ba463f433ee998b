package macjoule.calibration.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run directory as read back.
 *
 * @param idle what the devices drew with nothing to do
 * @param notes what was left out in reading
 */
public record RunRecord(
        RunManifest manifest, List<Measurement> measurements, List<Check> checks, IdlePower idle, List<String> notes) {

    public RunRecord {
        measurements = List.copyOf(measurements);
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    public static RunRecord read(Path directory) {
        MeasurementLog.Content content = MeasurementLog.read(directory);
        return new RunRecord(
                RunManifest.read(directory),
                content.measurements(),
                CheckLog.read(directory),
                IdlePower.read(directory),
                content.torn().stream().toList());
    }

    /** What came of every unit, planned or left out, in the order of the plan. */
    public List<CaseResult> results() {
        Reconciliation reconciliation = new Reconciliation(this);
        List<CaseResult> results = new ArrayList<>();
        manifest.plan().units().forEach(unit -> results.add(reconciliation.of(unit)));
        for (SkippedUnit skipped : manifest.plan().skipped()) {
            results.add(CaseResult.without(
                    new Unit(skipped.key(), skipped.engine()), CaseResult.Status.SKIPPED, skipped.reason()));
        }
        return results;
    }

    /** Why no case at all was measured, by the first that was not; empty if any was. */
    public Optional<String> reasonForNothing() {
        List<CaseResult> results = results();
        if (results.stream().anyMatch(result -> result.status() == CaseResult.Status.MEASURED)) {
            return Optional.empty();
        }
        return Optional.of(results.stream()
                .findFirst()
                .map(result -> result.unit() + ": " + result.reason())
                .orElse("no case was planned"));
    }

    /** How far the machine moved while the run lasted, by each of its sentinels. */
    public List<SentinelDrift> drifts() {
        return SentinelDrift.of(this);
    }

    /** What the machine did at most in this run. */
    public Peaks peaks() {
        return Peaks.of(manifest.plan(), measurements);
    }
}
