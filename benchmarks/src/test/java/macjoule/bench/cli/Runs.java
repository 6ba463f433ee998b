package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.IdlePower;
import macjoule.calibration.record.IdleReading;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.MeasurementLog;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/** Run directories made up for tests: one fork of three windows for each case. */
final class Runs {
    static final String ENGINE = "cuda";
    private static final int WINDOWS = 3;

    private final Map<Unit, Double> joules = new LinkedHashMap<>();
    private final Map<Unit, String> failures = new LinkedHashMap<>();
    private final ObjectNode host = Json.object().put("cpu", "some processor");
    private final ObjectNode energy = Json.object().put("status", "available");
    private String reason = "no sensor";
    private double idleWatts = Double.NaN;
    private Instant start = Instant.parse("2026-01-02T03:04:05Z");

    Runs gpu(String name, String uuid) {
        device().putObject("gpu").put("name", name).put("uuid", uuid).put("driver", "580.65");
        return this;
    }

    Runs mig(String uuid) {
        device().putObject("gpu")
                .put("name", "NVIDIA H200")
                .put("uuid", uuid)
                .put("driver", "580.65")
                .put("mig", true);
        return this;
    }

    Runs passport() {
        device().putObject("passport").put("update", 0.1);
        return this;
    }

    Runs provenance(String id) {
        energy.put("provenance", id);
        return this;
    }

    Runs at(String time) {
        start = Instant.parse(time);
        return this;
    }

    private ObjectNode device() {
        ArrayNode devices = energy.withArray("devices");
        return devices.isEmpty() ? devices.addObject() : (ObjectNode) devices.get(0);
    }

    /** What the device draws with nothing to do, as measured before and after the run. */
    Runs idle(double watts) {
        idleWatts = watts;
        return this;
    }

    Runs withoutJoules(String why) {
        energy.put("status", "unavailable");
        reason = why;
        joules.replaceAll((unit, value) -> Double.NaN);
        return this;
    }

    /** A case whose operation takes a millisecond and so many joules; NaN for unknown. */
    Runs with(String key, String engine, double joulesPerOp) {
        joules.put(new Unit(key, engine), joulesPerOp);
        return this;
    }

    Runs with(String key) {
        return with(key, ENGINE, Double.NaN);
    }

    /** A case that is planned and comes to nothing. */
    Runs failing(String key, String why) {
        failures.put(new Unit(key, ENGINE), why);
        return this;
    }

    Path write(Path folder) {
        List<Unit> units = Stream.concat(joules.keySet().stream(), failures.keySet().stream())
                .toList();
        Plan plan = new Plan(
                "test",
                1,
                new Effort(1, 1, 0.1, WINDOWS, 0.1),
                1,
                Map.of(),
                List.of(),
                units.stream()
                        .map(Unit::engine)
                        .distinct()
                        .map(name -> new PlannedEngine(name, name, "gpu", null))
                        .toList(),
                units.stream()
                        .map(Unit::key)
                        .distinct()
                        .map(key -> BenchmarkCase.of(key).planned())
                        .toList(),
                List.of(),
                List.of(units));
        RunManifest.starting("0.1.0", "bench", host, energy, plan, start)
                .finished(start.plusSeconds(60))
                .write(folder);
        try (MeasurementLog log = new MeasurementLog(folder)) {
            joules.forEach((unit, perOp) -> log.append(windows(unit, perOp.isNaN() ? null : perOp)));
            failures.forEach((unit, why) -> log.append(List.of(Measurement.failed(unit, 1, why))));
        }
        if (!Double.isNaN(idleWatts)) {
            for (String moment : List.of("before", "after")) {
                IdlePower.append(folder, new IdleReading("gpu", moment, idleWatts, 0.5, true, "measured", null));
            }
        }
        return folder;
    }

    private List<Measurement> windows(Unit unit, @Nullable Double perOp) {
        List<Measurement> windows = new ArrayList<>();
        for (int window = 1; window <= WINDOWS; window++) {
            windows.add(new Measurement(
                    unit.key(),
                    unit.engine(),
                    1,
                    window,
                    WINDOWS,
                    null,
                    0.1,
                    100,
                    100,
                    perOp == null ? null : (Double) (100 * perOp),
                    perOp == null ? reason : null,
                    null,
                    "not read",
                    null,
                    null));
        }
        return windows;
    }
}
