package macjoule.calibration.regression;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.IdlePower;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;

/** Runs made up for tests: layers and a peak on one engine, whose times are given. */
final class Nights {
    static final Unit PEAK = new Unit("peak/gemm-1024/n1024", "nd4j");

    private Nights() {}

    static Unit layer(int number) {
        return new Unit("delta/layer" + number + "/n1", "nd4j");
    }

    /** A night with so many layers and the peak; {@code seconds} is asked once for each fork of each case. */
    static RunRecord night(int day, int layers, int forks, ToDoubleFunction<Unit> seconds) {
        List<Unit> units = new ArrayList<>(List.of(PEAK));
        for (int i = 0; i < layers; i++) {
            units.add(layer(i));
        }
        List<Measurement> lines = new ArrayList<>();
        for (Unit unit : units) {
            for (int fork = 1; fork <= forks; fork++) {
                lines.add(window(unit, fork, seconds.applyAsDouble(unit)));
            }
        }
        Instant start = Instant.parse("2026-01-01T02:00:00Z").plus(Duration.ofDays(day));
        RunManifest manifest = RunManifest.starting(
                        "0.1.0",
                        "nightly",
                        JsonNodeFactory.instance.objectNode().put("cpu", "Xeon"),
                        JsonNodeFactory.instance.objectNode().put("status", "unavailable"),
                        plan(units, forks),
                        start)
                .finished(start.plusSeconds(600));
        return new RunRecord(manifest, lines, List.of(), new IdlePower(List.of()), List.of());
    }

    /** The same night with joules of each fork, as a sensor of the given scope told them. */
    static RunRecord withJoules(RunRecord night, String scope, ToDoubleFunction<Unit> joules) {
        List<Measurement> lines = night.measurements().stream()
                .map(one -> withJoules(one, scope, joules.applyAsDouble(one.unit())))
                .toList();
        return new RunRecord(night.manifest(), lines, night.checks(), night.idle(), night.notes());
    }

    private static Measurement withJoules(Measurement one, String scope, double joules) {
        ObjectNode sensor = JsonNodeFactory.instance
                .objectNode()
                .put("provenance", "measured")
                .put("source", "counter")
                .put("scope", scope)
                .put("joules", joules)
                .put("seconds", one.seconds())
                .put("comparison", 0.001)
                .put("absolute", 0.06);
        return new Measurement(
                one.key(),
                one.engine(),
                one.fork(),
                one.window(),
                one.windows(),
                null,
                one.seconds(),
                one.operations(),
                one.allOperations(),
                joules,
                null,
                null,
                "not read",
                List.of(),
                sensor);
    }

    static Measurement withoutJoules(Measurement one) {
        Double seconds = one.seconds();
        return window(one.unit(), one.fork(), seconds == null ? Double.NaN : seconds);
    }

    private static Plan plan(List<Unit> units, int forks) {
        List<PlannedCase> cases = units.stream()
                .map(unit -> new PlannedCase(
                        unit.key(),
                        unit.equals(PEAK) ? PlannedCase.Kind.PEAK_COMPUTE : PlannedCase.Kind.LAYER,
                        1,
                        1000,
                        1000,
                        10,
                        10,
                        80))
                .toList();
        return new Plan(
                "nightly",
                1,
                new Effort(forks, 1, 0.1, 3, 0.5),
                2,
                Map.of(),
                List.of(),
                List.of(new PlannedEngine("nd4j", "raw ops", "cpu", null)),
                cases,
                List.of(),
                List.of(units));
    }

    private static Measurement window(Unit unit, int fork, double seconds) {
        return new Measurement(
                unit.key(),
                unit.engine(),
                fork,
                1,
                1,
                null,
                seconds,
                1,
                1,
                null,
                "no sensor",
                null,
                "no sensor",
                null,
                null);
    }
}
