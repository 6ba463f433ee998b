package macjoule.calibration.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small run to test with: a layer and the two peaks on one engine, two forks of two windows. */
final class Records {
    static final Unit LAYER = new Unit("alexnet/conv2/n1", "nd4j");
    static final Unit GEMM = new Unit("peak/gemm-1024/n1024", "nd4j");
    static final Unit COPY = new Unit("peak/copy-64/n1", "nd4j");
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private Records() {}

    static Plan plan() {
        // AlexNet's conv2 as one group: 27 * 27 * 256 * 96 * 25 MACs.
        List<PlannedCase> cases = List.of(
                new PlannedCase(
                        LAYER.key(), PlannedCase.Kind.LAYER, 1, 447_897_600, 447_897_600, 614_656, 186_624, 3_483_648),
                new PlannedCase(
                        GEMM.key(), PlannedCase.Kind.PEAK_COMPUTE, 1024, 1 << 30, 1 << 30, 1 << 20, 1 << 20, 3 << 22),
                new PlannedCase(COPY.key(), PlannedCase.Kind.PEAK_BANDWIDTH, 1, 0, 0, 0, 1 << 24, 1 << 27));
        List<Unit> order = List.of(COPY, LAYER, GEMM);
        return new Plan(
                "quick",
                42,
                new Effort(2, 1, 0.1, 2, 0.5),
                2,
                Map.of("OMP_NUM_THREADS", "2"),
                List.of("-Xmx1g"),
                List.of(new PlannedEngine("nd4j", "raw ops", "cpu", null)),
                cases,
                List.of(new SkippedUnit("xception/n1", "nd4j", "no separable convolution")),
                List.of(order, order));
    }

    static RunManifest manifest() {
        return RunManifest.starting(
                "0.1.0",
                "bench",
                JsonNodeFactory.instance.objectNode().put("cpu", "Xeon"),
                JsonNodeFactory.instance.objectNode().put("status", "unavailable"),
                plan(),
                START);
    }

    /** The windows of one fork, with the given seconds for ten operations each. */
    static List<Measurement> fork(Unit unit, int fork, double first, double second) {
        return List.of(window(unit, fork, 1, first, null), window(unit, fork, 2, second, null));
    }

    static Measurement window(Unit unit, int fork, int window, double seconds, @Nullable Double joules) {
        return new Measurement(
                unit.key(),
                unit.engine(),
                fork,
                window,
                2,
                null,
                seconds,
                10,
                11,
                joules,
                joules == null ? "no sensor" : null,
                null,
                "no sensor",
                null,
                null);
    }
}
