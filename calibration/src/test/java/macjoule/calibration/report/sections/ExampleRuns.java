package macjoule.calibration.report.sections;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.IdlePower;
import macjoule.calibration.record.IdleReading;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.SkippedUnit;
import macjoule.calibration.record.Unit;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.zoo.Zoo;
import org.jspecify.annotations.Nullable;

/**
 * Made-up runs to try reports with: the peaks, a layer and five networks on two engines, with two forks of two windows. A MAC takes
 * 10 ps, and twice that on the slow engine; a window draws 100 W, and 4 % more in the second fork, and idling 20 W.
 */
public final class ExampleRuns {
    public static final String LAYER = "alexnet/conv2/n1";
    private static final List<String> ENGINES = List.of("fast", "slow");
    private static final List<String> NETWORKS =
            List.of("alexnet", "squeezenet-1.1", "googlenet", "mobilenet-v1", "densenet-121");

    private ExampleRuns() {}

    /** A run with energy, or without a sensor. */
    public static RunRecord run(boolean energy, double slower) {
        List<PlannedCase> cases = cases();
        List<Unit> units = new ArrayList<>();
        for (PlannedCase one : cases) {
            ENGINES.stream()
                    .filter(engine -> engine.equals("fast") || !one.key().startsWith("densenet"))
                    .forEach(engine -> units.add(new Unit(one.key(), engine)));
        }
        List<Measurement> windows = new ArrayList<>();
        for (Unit unit : units) {
            PlannedCase planned = cases.stream()
                    .filter(one -> one.key().equals(unit.key()))
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < 4; i++) {
                windows.add(window(unit, 1 + i / 2, 1 + i % 2, seconds(planned, unit, slower, i), energy));
            }
        }
        return new RunRecord(manifest(cases, units, energy), windows, List.of(), idle(energy), List.of());
    }

    private static IdlePower idle(boolean energy) {
        return new IdlePower(
                energy ? List.of(new IdleReading("cpu", "before", 20.0, 0.5, true, "measured", null)) : List.of());
    }

    private static double seconds(PlannedCase planned, Unit unit, double slower, int window) {
        // Networks differ in how much of the machine they use, so that their efficiencies differ too.
        double share = planned.kind() == Kind.NETWORK ? 0.2 + 0.1 * NETWORKS.indexOf(name(planned)) : 0.9;
        double work = planned.macs() == 0 ? planned.minimalBytes() / 5e10 : planned.macs() * 1e-11 / share;
        return 10 * work * slower * (unit.engine().equals("fast") ? 1 : 2) * (1 + 0.02 * window);
    }

    private static String name(PlannedCase planned) {
        return planned.key().substring(0, planned.key().indexOf('/'));
    }

    private static List<PlannedCase> cases() {
        List<PlannedCase> cases = new ArrayList<>();
        cases.add(new PlannedCase(LAYER, Kind.LAYER, 1, 447_897_600, 447_897_600, 614_656, 186_624, 3_483_648));
        for (String name : NETWORKS) {
            Counts counts = Convention.PAPER.count(Zoo.get(name).network());
            long bytes = 4 * (2 * counts.activations() + counts.params());
            cases.add(new PlannedCase(
                    name + "/n1",
                    Kind.NETWORK,
                    1,
                    counts.macs(),
                    counts.macs(),
                    counts.params(),
                    counts.activations(),
                    bytes));
        }
        cases.add(new PlannedCase(
                "peak/gemm-1024/n1024", Kind.PEAK_COMPUTE, 1024, 1 << 30, 1 << 30, 1 << 20, 1 << 20, 3 << 22));
        cases.add(new PlannedCase("peak/copy-64/n1", Kind.PEAK_BANDWIDTH, 1, 0, 0, 0, 1 << 24, 1 << 27));
        return cases;
    }

    private static RunManifest manifest(List<PlannedCase> cases, List<Unit> units, boolean energy) {
        ObjectNode host =
                JsonNodeFactory.instance.objectNode().put("cpu", "made up").put("logicalCores", 8);
        ObjectNode sensor = JsonNodeFactory.instance.objectNode();
        if (energy) {
            sensor.put("sensor", "made up").put("updateSeconds", 0.1);
        } else {
            sensor.put("status", "unavailable").put("reason", "no sensor");
        }
        Plan plan = new Plan(
                "example",
                1,
                new Effort(2, 1, 0.1, 2, 0.5),
                8,
                Map.of(),
                List.of(),
                ENGINES.stream()
                        .map(engine -> new PlannedEngine(engine, "made up", "cpu", null))
                        .toList(),
                cases,
                List.of(new SkippedUnit("densenet-121/n1", "slow", "no concatenation")),
                List.of(units, units));
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        return RunManifest.starting("0.1.0", "example", host, sensor, plan, start)
                .finished(start.plusSeconds(60));
    }

    private static Measurement window(Unit unit, int fork, int window, double seconds, boolean energy) {
        @Nullable Double joules = energy ? (Double) (100 * seconds * (fork == 1 ? 1 : 1.04)) : null;
        String reason = energy ? null : "no sensor";
        return new Measurement(
                unit.key(),
                unit.engine(),
                fork,
                window,
                2,
                null,
                seconds,
                10,
                10,
                joules,
                reason,
                null,
                "none",
                null,
                null);
    }
}
