package macjoule.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import macjoule.bench.jmh.DeviceTime;
import macjoule.bench.jmh.JmhResults;
import macjoule.bench.plan.CaseLayers;
import macjoule.calibration.alpha.GpuIdentity;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.JmhJsonReader;
import macjoule.calibration.record.JmhResult;
import macjoule.calibration.record.JmhResult.JmhMetric;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Unavailable;
import macjoule.calibration.report.sections.TrafficSections;
import macjoule.calibration.traffic.CounterJoin;
import macjoule.calibration.traffic.OperationTimes;
import macjoule.calibration.traffic.TimedLayers;
import macjoule.calibration.traffic.TrafficEvidence;
import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/** What a run directory counted and timed on a GPU, for models of traffic and time to be held against. */
final class RunTraffic {
    private static final String CPU = "cpu";

    private final Path run;
    private final RunRecord record;
    private final @Nullable String gpu;

    /** Takes the card to be {@code gpu}, a name or a file, or what the manifest says if that is null. */
    RunTraffic(Path run, RunRecord record, @Nullable String gpu) {
        this.run = run;
        this.record = record;
        this.gpu = gpu;
    }

    /** What the models take the card to be; refused if neither the manifest nor the command line tells. */
    GpuSpec gpu() {
        if (gpu != null) {
            return GpuCatalogue.find(gpu);
        }
        Optional<GpuIdentity> identity = RunGpu.of(record.manifest());
        return identity.flatMap(card -> RunGpu.catalogueName(card.name()))
                .map(GpuCatalogue::find)
                .orElseThrow(() -> new BadInputException(
                        identity.map(card -> "no model of " + card.name()).orElse("no GPU in the manifest"),
                        run.toString(),
                        "say what to take it for with --gpu"));
    }

    /** Empty for a run that counted nothing. */
    Optional<CounterJoin> counters() {
        return CountersFile.isIn(run)
                ? Optional.of(CounterJoin.of(
                        CountersFile.read(run), new OperationTimes(record.measurements()), CaseLayers::of))
                : Optional.empty();
    }

    /**
     * The sections of a report; none for a run that neither counted nor timed layers on a GPU.
     *
     * @param origin of the times of this run
     */
    List<Section> sections(Origin origin) {
        Optional<CounterJoin> counters = counters();
        TimedLayers timed = counters.isPresent() || !hasGpu()
                ? new TimedLayers(List.of(), List.of(), List.of())
                : TimedLayers.of(record, deviceSeconds(), CaseLayers::of, origin);
        if (counters.isEmpty() && timed.layers().isEmpty() && timed.leftOut().isEmpty()) {
            return List.of();
        }
        try {
            GpuSpec spec = gpu();
            TrafficEvidence evidence = counters.map(join -> TrafficEvidence.ofCounters(join, spec))
                    .orElseGet(() -> TrafficEvidence.ofTimings(timed, spec));
            return TrafficSections.of(evidence, origin);
        } catch (BadInputException obstacle) {
            return List.of(new Section(
                    "traffic",
                    "Traffic and time: predicted against measured",
                    origin,
                    "What this run counted or timed on a GPU, beside what the models say.",
                    new Unavailable(String.valueOf(obstacle.getMessage()))));
        }
    }

    private boolean hasGpu() {
        return record.manifest().plan().engines().stream()
                .anyMatch(engine -> !engine.device().equals(CPU));
    }

    /** Seconds for an operation by the clock of the device, where JMH's results have it. */
    private Map<Unit, Double> deviceSeconds() {
        Path file = run.resolve(JmhResults.FILE);
        if (!Files.exists(file)) {
            return Map.of();
        }
        Map<Unit, List<Double>> scores = new HashMap<>();
        for (JmhResult result : JmhJsonReader.read(file, Set.of())) {
            JmhMetric metric = result.secondary().get(DeviceTime.LABEL);
            String key = result.params().get("key");
            String engine = result.params().get("engine");
            if (metric != null && key != null && engine != null) {
                scores.computeIfAbsent(new Unit(key, engine), unit -> new ArrayList<>())
                        .add(metric.score());
            }
        }
        Map<Unit, Double> seconds = new HashMap<>();
        scores.forEach((unit, all) -> seconds.put(
                unit, all.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return seconds;
    }
}
