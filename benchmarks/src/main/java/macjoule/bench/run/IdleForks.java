package macjoule.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import macjoule.calibration.record.IdlePower;
import macjoule.calibration.record.IdleReading;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.Unit;
import org.openjdk.jmh.runner.RunnerException;

/** Measures what each device draws when idle, in forks of their own that hold a unit ready and do nothing with it. */
final class IdleForks {
    /** A unit that cannot be held ready, such as one that needs too much memory, says nothing of its device. */
    private static final int MOST_UNITS = 3;

    private final Path directory;
    private final RunManifest manifest;
    private final UnaryOperator<String> reasonAgainst;
    private final Rest rest;

    /** A fork that holds a unit ready. */
    @FunctionalInterface
    interface Rest {
        IdleReading measure(Unit unit, int seconds, String moment) throws IOException, RunnerException;
    }

    /**
     * @param reasonAgainst why nothing can be measured of a device, empty if it can
     */
    IdleForks(Path directory, RunManifest manifest, UnaryOperator<String> reasonAgainst, Rest rest) {
        this.directory = directory;
        this.manifest = manifest;
        this.reasonAgainst = reasonAgainst;
        this.rest = rest;
    }

    /** Measures every device that these units use and that has a sensor, if the run asks for it. */
    void measure(String moment, List<Unit> units) throws IOException, RunnerException {
        int seconds = manifest.energy().path(Campaign.IDLE_SECONDS).asInt(0);
        Map<String, List<Unit>> devices = new LinkedHashMap<>();
        for (Unit unit : units) {
            manifest.plan()
                    .engine(unit.engine())
                    .map(PlannedEngine::device)
                    .ifPresent(device -> devices.computeIfAbsent(device, name -> new ArrayList<>())
                            .add(unit));
        }
        for (Map.Entry<String, List<Unit>> device : devices.entrySet()) {
            if (seconds > 0
                    && !Worker.isOrphaned()
                    && reasonAgainst.apply(device.getKey()).isEmpty()) {
                IdlePower.append(directory, reading(candidates(device.getValue()), seconds, moment));
            }
        }
    }

    /** The first that is known, or else the last. */
    private IdleReading reading(List<Unit> units, int seconds, String moment) throws IOException, RunnerException {
        IdleReading reading = rest.measure(units.get(0), seconds, moment);
        for (Unit unit : units.subList(1, units.size())) {
            if (reading.watts() != null || Worker.isOrphaned()) {
                return reading;
            }
            System.err.println("macjoule: no idle power (" + reading.reason() + "), trying " + unit);
            reading = rest.measure(unit, seconds, moment);
        }
        return reading;
    }

    /** The first of each engine before others of the same, since an engine may fail with all of its units. */
    private static List<Unit> candidates(List<Unit> units) {
        Map<String, Unit> first = new LinkedHashMap<>();
        units.forEach(unit -> first.putIfAbsent(unit.engine(), unit));
        Set<Unit> ordered = new LinkedHashSet<>(first.values());
        ordered.addAll(units);
        return ordered.stream().limit(MOST_UNITS).toList();
    }
}
