package macjoule.calibration.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.IdlePower;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import macjoule.model.delta.ConvDims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimedLayersTest {
    private static final String LAYER = "conv/n8";
    private static final Unit FP32 = new Unit(LAYER, "jcuda");

    @Test
    void layersTimedOnAGpuAreHeldAgainstTheModelsOfTime() {
        TimedLayers timed = TimedLayers.of(run(1.4e9), Map.of(FP32, 0.007), TimedLayersTest::layer, Origin.MEASURED);
        assertThat(timed.layers()).hasSize(1);
        LayerReference layer = timed.layers().get(0);
        assertThat(layer.values()).isEqualTo(new Levels(null, null, null, 0.007));
        assertThat(layer.clockHz()).isEqualTo(1.4e9);
        assertThat(timed.leftOut())
                .containsExactly(new CounterJoin.LeftOut(
                        "conv/n8 on jcuda-fp16", "no counters tell how its tensor-core kernel cuts the product"));
        assertThat(timed.notes()).singleElement().asString().contains("nothing was counted");
        TrafficEvidence evidence = TrafficEvidence.ofTimings(timed, Layers.GPU);
        assertThat(evidence.comparisons()).extracting(Comparison::against).containsOnly("timings");
        assertThat(evidence.comparisons().get(0).at(Level.TIME).n()).isEqualTo(1);
        assertThat(evidence.comparisons().get(0).at(Level.DRAM).n()).isZero();
    }

    @Test
    void timesByTheHostAndUnknownClocksAreTold() {
        TimedLayers timed = TimedLayers.of(run(null), Map.of(), TimedLayersTest::layer, Origin.MEASURED);
        // A hundred operations in a second.
        assertThat(timed.layers().get(0).values().timeSeconds()).isEqualTo(0.01);
        assertThat(timed.notes())
                .anyMatch(note -> note.startsWith("1 of 1 times are by the clock of the host"))
                .anyMatch(note -> note.startsWith("the core clock of 1 of 1 layers is not known"));
    }

    private static Optional<CaseLayer> layer(String key) {
        return Optional.of(new CaseLayer(ConvDims.of(key, 8, 64, 14, 14, 64, 3, 3, 1, 1), true));
    }

    private static RunRecord run(@Nullable Double clockHz) {
        List<Unit> units = Stream.of("jcuda", "jcuda-fp16", "nd4j")
                .map(engine -> new Unit(LAYER, engine))
                .toList();
        Plan plan = new Plan(
                "test",
                1,
                new Effort(1, 1, 0.1, 3, 0.1),
                1,
                Map.of(),
                List.of(),
                List.of(
                        new PlannedEngine("jcuda", "", "gpu", null),
                        new PlannedEngine("jcuda-fp16", "", "gpu", null),
                        new PlannedEngine("nd4j", "", "cpu", null)),
                List.of(new PlannedCase(LAYER, Kind.LAYER, 8, 1, 1, 1, 1, 1)),
                List.of(),
                List.of(units));
        List<Measurement> windows = new ArrayList<>();
        String reason = clockHz == null ? "not read" : null;
        units.forEach(unit -> windows.add(new Measurement(
                unit.key(),
                unit.engine(),
                1,
                1,
                1,
                null,
                1.0,
                100,
                100,
                null,
                "no sensor",
                clockHz,
                reason,
                null,
                null)));
        var none = JsonNodeFactory.instance.objectNode();
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        RunManifest manifest =
                RunManifest.starting("0.1.0", "test", none, none, plan, start).finished(start);
        return new RunRecord(manifest, windows, List.of(), new IdlePower(List.of()), List.of());
    }
}
